"""What a group is for (R5, R6, R45, R47, R50, R57, R102, R118, R137, R143), and who meets whom (R38, R82)."""

import pytest

from services.registration.commands import call_changes
from services.registration.queries import board
from services.registration.tables import Call, Group
from tests.registration.test_desk import DESK
from tests.registration.test_pages import app, browser, desk

__all__ = ["app", "browser", "desk"]
FACTS = {
    "theme": "Erityinen tuki",
    "basis": "same_job",
    "purpose": "needs_workshop",
    "education_levels": ["vocational", "liberal_adult"],
    "especially_for": ["early_career"],
}
OF_CALL = {"partners": "Osaava Verme", "more_url": "https://verme.example/ryhmat"}


def facts_of(group):
    return {name: getattr(group, name) for name in FACTS}


@pytest.fixture
def call(season):
    found = season.call(**FACTS)
    season.do(call_changes.change_call, found.id, OF_CALL)
    return found


def test_a_group_says_what_it_is_for_on_the_public_page_with_partners_and_where_to_read_more(call, browser):
    page = browser.open(f"/registration/calls/{call.id}")
    page.says("Erityinen tuki", "the same job in different organisations", "Vocational, Liberal adult education")
    page.says("those at the beginning of their career", "a workshop of needs and ideas")
    page.says("In co-operation with Osaava Verme.", "verme.example/ryhmat")


def test_a_group_that_says_nothing_shows_nothing_empty(season, browser):
    page = browser.open(f"/registration/calls/{season.call().id}").text
    for words in ("Theme", "School levels", "especially", "Purpose", "In co-operation", "More information"):
        assert words not in page


def test_theme_basis_and_purpose_are_published(season, call, emitted):
    group = season.group_of(call)
    told = [data for name, data in emitted(season.runtime) if data.get("call_id") == str(call.id) and "theme" in data]
    assert {name: told[-1][name] for name in ("theme", "basis", "purpose")} == {
        "theme": group.theme,
        "basis": group.basis,
        "purpose": group.purpose,
    }
    assert "especially_for" not in told[-1]


def test_the_coordinator_changes_what_a_group_is_for_and_the_form_holds_what_it_was(season, call, desk):
    group = season.group_of(call)
    desk.open(f"{DESK}/groups/{group.id}/edit").says("Theme that the members have in common")
    assert 'value="Erityinen tuki"' in desk.text
    desk.send("Save", theme="Opetusteknologia", basis="theme")
    changed = facts_of(season.group_of(call))
    assert changed == FACTS | {"theme": "Opetusteknologia", "basis": "theme"}


def test_what_nobody_mentions_stays_and_what_is_emptied_goes(season, call):
    group = season.group_of(call)
    season.do(call_changes.change_group, group.id, {"theme": None})
    assert facts_of(season.group_of(call)) == FACTS | {"theme": None}


def test_a_call_made_anew_is_for_the_same(season, call):
    again = season.do(call_changes.clone_call, call.id)
    assert {name: getattr(season.find(Call, id=again.id), name) for name in OF_CALL} == OF_CALL
    assert facts_of(season.find(Group, call_id=again.id)) == FACTS


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://verme.example", "verme"])
def test_an_address_that_is_not_of_a_page_is_refused_at_its_field(season, call, desk, address):
    page = desk.open(f"{DESK}/calls/{call.id}/edit/fixed").send("Save", more_url=address)
    assert "more_url-error" in page.text
    assert season.find(Call, id=call.id).more_url == OF_CALL["more_url"]


def seated(season, group, *employers):
    for number, employer in enumerate(employers):
        address = f"jasen{number}.malli@{employer}.example"
        season.approve(season.register(group.id, f"jasen{number}", employer=employer, email=address))


def test_a_group_of_the_network_whose_members_all_come_from_one_organisation_is_pointed_out(season, desk):
    group = season.group_of(season.call())
    seated(season, group, "hyria", "hyria")
    desk.open(f"{DESK}/groups/{group.id}/confirm").says("Everybody in the group comes from the same organisation.")
    assert season.do(board.alike, group.id, internal=False) == "organisation"


def test_members_of_several_organisations_or_a_single_member_are_not_pointed_out(season):
    group = season.group_of(season.call())
    seated(season, group, "hyria")
    assert season.do(board.alike, group.id, internal=False) is None
    season.approve(season.register(group.id, "olli", employer="tavastia", email="olli.malli@tavastia.example"))
    assert season.do(board.alike, group.id, internal=False) is None


def test_an_internal_group_is_asked_for_several_units(season):
    group = season.group_of(season.call(scope="internal", organisation="hyria"))
    seated(season, group, "hyria", "hyria")
    assert season.do(board.alike, group.id, internal=True) == "unit"


def test_what_a_verme_is_beside_work_supervision_is_told_to_anyone(browser):
    browser.open("/registration/verme").says("Work supervision", "a mentor who knows the field", "Where they differ")
