"""The desk's search: found by parts, in the Finnish order, and never more than C.2 lets the searcher see."""

import pytest

from services.registration.queries import search as queries
from shared.errors import Forbidden
from tests.registration.test_approvals import acting
from tests.registration.test_desk import sign_in
from tests.registration.test_pages import app, browser, desk
from tests.registration.test_registration_lists import manager

__all__ = ["app", "browser", "desk"]
SEARCH = "/registration/desk/search"


def searching(season, role, organisation):
    return acting(season.person("etsija", organisation), role, organisation)


def found(season, words, actor=None):
    return season.do(queries.search, words, actor=actor or manager(season))


def names(result):
    return [each.last_name + " " + each.first_name for each in result.people]


def test_people_groups_and_calls_are_found_by_parts_of_words_in_any_case(season, desk):
    season.call(theme="Ohjaus arjessa")
    season.person("aino")
    desk.open(f"{SEARCH}?q=AIN+mal").says("People (1)", "Malli Aino", "Hyria")
    desk.open(f"{SEARCH}?q=sihteer").says("Groups (1)", "Sihteerien VERME")
    desk.open(f"{SEARCH}?q=arje").says("Groups (1)", "Ohjaus arjessa")
    desk.open(f"{SEARCH}?q=verme+2013").says("Calls (1)", "Verme 2013")
    desk.open(f"{SEARCH}?q=aino.malli@hyria").says("People (1)")


def test_nothing_found_says_what_to_try_and_no_word_finds_nothing(season, desk):
    season.call()
    desk.open(f"{SEARCH}?q=Olematon").says("Nothing was found")
    desk.open(f"{SEARCH}?q=%25").says("Nothing was found")
    desk.open(SEARCH)
    assert "Nothing was found" not in desk.text
    assert "Verme 2013" not in desk.text


def test_the_desk_leads_to_the_search(season, desk):
    season.call()
    desk.open("/registration/desk").says("Find a person, a group or a call")
    assert f'action="{SEARCH}"' in desk.text


def test_letters_after_z_come_last_as_in_finnish(season):
    for name in ("äijä", "zeta", "åke", "aino"):
        season.person(name)
    assert names(found(season, "malli hyria")) == ["Malli Aino", "Malli Zeta", "Malli Åke", "Malli Äijä"]


def test_a_members_coordinator_finds_own_people_only_and_no_draft_of_others(season):
    season.person("aino")
    season.person("eero", "tavastia")
    season.call(publish=False)
    own = searching(season, "member_coordinator", "hyria")
    assert "Malli Eero" not in names(found(season, "malli", own))
    assert "Malli Aino" in names(found(season, "malli", own))
    assert found(season, "verme", own).is_empty
    assert not found(season, "verme").is_empty


def test_the_groups_of_a_hidden_draft_are_not_found(season):
    season.call(publish=False)
    assert found(season, "sihteerien", searching(season, "member_coordinator", "hyria")).is_empty


@pytest.mark.parametrize("role", ["mentor", "supervisor", "funder", "leadership", "dpo"])
def test_whoever_has_no_desk_finds_nothing(season, role):
    with pytest.raises(Forbidden):
        found(season, "malli", searching(season, role, "hyria"))


def test_more_than_a_page_is_counted_and_the_first_in_order_are_shown(season):
    for number in range(queries.SHOWN + 3):
        season.person(f"henkilo{number:02}")
    result = found(season, "henkilo")
    assert (len(result.people), result.counts["people"]) == (queries.SHOWN, queries.SHOWN + 3)
    assert names(result)[0] == "Malli Henkilo00"


def test_the_api_finds_the_same_and_asks_for_a_word(season, desk, browser):
    season.call()
    answer = desk.client.get("/api/registration/v1/search?q=sihteerien").json
    assert [each["name"]["fi"] for each in answer["groups"]] == ["Sihteerien VERME"]
    assert answer["counts"] == {"people": 0, "calls": 0, "groups": 1}
    assert desk.client.get("/api/registration/v1/search?q=").status_code == 422


def test_what_was_typed_is_shown_as_text(season, desk):
    desk.open(f"{SEARCH}?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in desk.text


def test_a_participant_has_no_search(season, browser):
    sign_in(season, browser, "aino", "hyria", None)
    assert browser.open(f"{SEARCH}?q=malli").status == 403
