"""A supervisor's deputy for a time, and questions taken back (decisions 4 to 6)."""

from datetime import date, timedelta

import pytest
from werkzeug.test import Client

from services.registration.commands import approvals, deputies, erasing, merging, registrations
from services.registration.domain.deputy import NotATime, OwnDeputy
from services.registration.domain.errors import NotNow
from services.registration.queries import registrations as queries
from services.registration.service import Web
from services.registration.tables import Deputy
from shared.errors import NotFound
from shared.people import links
from shared.web.service import application
from shared.work import Actor
from tests.registration.conftest import START
from tests.registration.test_api import API, HEADERS, Api, linked

TODAY = date(2013, 6, 5)
FRIDAY = date(2013, 6, 14)
DEPUTY = "sijainen.malli@hyria.example"


@pytest.fixture
def boss(season):
    return season.person("esihenkilo").id


@pytest.fixture
def group(season):
    return season.group_of(season.call(min_size=1))


def named(season, boss, first=TODAY, last=FRIDAY, email=DEPUTY):
    return season.do(deputies.name_deputy, boss, email, first, last).deputy_id


def shown(season, boss):
    with season.runtime.work() as work:
        return queries.of_supervisor(work, boss)


def put(api, path, body):
    answer = api.client.put(API + path, json=body, headers=HEADERS)
    return answer.status_code, answer.get_json()


def delete(api, path):
    return api.client.delete(API + path, headers=HEADERS).status_code


def test_from_the_first_day_to_the_last_new_questions_go_to_the_deputy_and_no_others(season, boss, group, happened):
    before = season.register(group.id, "aino")
    deputy = named(season, boss, first=TODAY + timedelta(days=1))
    early = season.register(group.id, "eero")
    season.clock.set(START + timedelta(days=1))
    during = season.register(group.id, "iida")
    season.clock.set(START + timedelta(days=10))
    after = season.register(group.id, "olli")
    asked = [season.registration(each).supervisor_id for each in (before, early, during, after)]
    assert asked == [boss, boss, deputy, boss]
    assert happened(during)[-1] == "supervisor_approval_requested"
    assert season.registration(during).deputy


def test_the_deputys_yes_is_a_deputys_and_the_supervisor_no_longer_answers(season, boss, group):
    deputy = named(season, boss)
    one = season.register(group.id, "aino")
    with pytest.raises(NotFound):
        season.do(approvals.approve, one, boss)
    assert season.do(approvals.approve, one, deputy).approved_how == "deputy"
    with pytest.raises(NotNow):
        season.do(deputies.take_back, one, boss)


def test_the_supervisor_takes_a_question_back_and_answers_it(season, boss, group):
    deputy = named(season, boss)
    one = season.register(group.id, "aino")
    (passed,) = shown(season, boss)["passed"]
    assert passed["supervisor"]["id"] == deputy
    by = season.registration(one).approve_by
    season.do(deputies.take_back, one, boss)
    found = season.registration(one)
    assert (found.supervisor_id, found.deputy, found.approved, found.approve_by) == (boss, False, False, by)
    with pytest.raises(NotFound):
        season.do(approvals.approve, one, deputy)
    assert season.do(approvals.approve, one, boss).approved_how == "supervisor"


def test_a_question_passed_on_by_mistake_comes_back(season, boss, group):
    one = season.register(group.id, "aino")
    season.do(approvals.hand_over, one, boss, DEPUTY)
    season.do(deputies.take_back, one, boss)
    assert season.registration(one).supervisor_id == boss
    with pytest.raises(NotFound):
        season.do(deputies.take_back, one, boss)


def test_not_my_subordinate_is_undone_until_another_is_named(season, boss, group):
    one, two = season.register(group.id, "aino"), season.register(group.id, "eero")
    for each in (one, two):
        season.do(approvals.not_supervisor, each, boss)
    season.do(deputies.take_back, one, boss)
    assert season.approve(one).state_name == "confirmed"
    season.do(approvals.name_supervisor, two, "toinen.malli@hyria.example")
    with pytest.raises(NotFound):
        season.do(deputies.take_back, two, boss)


@pytest.mark.parametrize("who", ["deputy", "stranger", "participant"])
def test_nobody_else_takes_a_question_back(season, boss, group, who):
    deputy = named(season, boss)
    one = season.register(group.id, "aino")
    ids = {"deputy": deputy, "stranger": season.person("vieras").id, "participant": season.registration(one).person_id}
    with pytest.raises(NotFound):
        season.do(deputies.take_back, one, ids[who])
    assert season.registration(one).supervisor_id == deputy


@pytest.mark.parametrize("ended", ["withdrawn", "denied", "approved"])
def test_what_was_answered_or_has_ended_is_not_taken_back(season, boss, group, ended):
    deputy = named(season, boss)
    one = season.register(group.id, "aino")
    if ended == "withdrawn":
        season.do(registrations.withdraw, one)
    elif ended == "denied":
        season.do(approvals.deny, one, deputy, "other", None)
    else:
        season.do(approvals.approve, one, deputy)
    with pytest.raises(NotNow):
        season.do(deputies.take_back, one, boss)
    assert season.registration(one).supervisor_id == deputy


@pytest.mark.parametrize("email", ["aino.malli@hyria.example", "mentori.malli@tavastia.example"])
def test_a_deputy_who_is_a_party_is_not_asked(season, boss, group, email):
    named(season, boss, email=email)
    one = season.register(group.id, "aino")
    assert season.registration(one).supervisor_id == boss


def test_a_deputy_who_is_in_the_group_is_not_asked(season, boss, group):
    season.register(group.id, "sijainen")
    named(season, boss)
    assert season.registration(season.register(group.id, "aino")).supervisor_id == boss


def test_another_supervisor_who_is_away_has_her_deputy_asked(season, boss, group):
    other = season.person("toinen").id
    deputy = named(season, other)
    one = season.register(group.id, "aino")
    season.do(approvals.name_supervisor, one, "toinen.malli@hyria.example")
    found = season.registration(one)
    assert (found.supervisor_id, found.asked_before) == (deputy, other)
    assert season.person("aino").supervisor_id == other


def test_a_supervisor_that_was_only_typed_in_stays_marked_through_a_deputy_and_back(season, group):
    one = season.register(group.id, "aino", supervisor_email="keksitty.malli@hyria.example")
    made_up = season.registration(one).supervisor_id
    assert season.registration(one).supervisor_typed_in
    season.person("varma", role="supervisor")
    season.do(approvals.hand_over, one, made_up, "varma.malli@hyria.example")
    assert season.registration(one).supervisor_typed_in
    season.do(deputies.take_back, one, made_up)
    assert season.registration(one).supervisor_typed_in


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY, TODAY - timedelta(days=1)), (date(2013, 6, 1), date(2013, 6, 4)), (TODAY, date(2014, 12, 1))],
    ids=["backwards", "over", "too long"],
)
def test_a_time_that_is_none_is_refused(season, boss, first, last):
    with pytest.raises(NotATime):
        named(season, boss, first, last)
    assert shown(season, boss)["deputy"] is None


def test_nobody_is_her_own_deputy_under_any_address(season, boss):
    with pytest.raises(OwnDeputy):
        named(season, boss, email="Esihenkilo.Malli@hyria.example")


def test_a_new_deputy_takes_the_place_of_the_old_and_is_ended_twice_without_harm(season, boss, group):
    named(season, boss)
    second = named(season, boss, email="toinen.malli@hyria.example")
    assert season.registration(season.register(group.id, "aino")).supervisor_id == second
    for _ in range(2):
        season.do(deputies.end_deputy, boss)
    assert season.registration(season.register(group.id, "eero")).supervisor_id == boss


def test_a_deputy_who_was_erased_is_not_asked(season, boss, group):
    deputy = named(season, boss)
    season.do(erasing.ask_erasure, actor=Actor("person", deputy))
    assert season.registration(season.register(group.id, "aino")).supervisor_id == boss
    with season.runtime.sessions() as session:
        assert session.get(Deputy, boss) is None


def test_two_records_of_a_supervisor_that_become_one_keep_her_deputy_and_her_undo(season, boss, group):
    second = season.person("esihenkilotoinen").id
    deputy = named(season, second)
    one = season.register(group.id, "aino", supervisor_email="esihenkilotoinen.malli@hyria.example")
    season.do(merging.merge, boss, second)
    assert season.registration(season.register(group.id, "eero")).supervisor_id == deputy
    season.do(deputies.take_back, one, second)
    assert season.registration(one).supervisor_id == boss


def test_the_deputy_is_named_and_the_undo_pressed_on_the_supervisors_page(season, boss, group):
    client = Client(application(season.runtime, Web.routes))
    client.set_cookie("vertais_language", "en")
    path = f"/registration/supervisor/{linked(season, 'approve_registrations', boss, boss)}"

    def send(address, **typed):
        page = client.get(address if typed else path).text
        token = page.split('name="form_token" value="')[1].partition('"')[0]
        return client.post(address, data={**typed, "form_token": token})

    refused = send(f"{path}/deputy", email=DEPUTY, first="5.6.2013", last="4.6.2013")
    assert refused.status_code == 409
    assert "The last day must be today or later" in refused.text
    assert DEPUTY in refused.text
    assert send(f"{path}/deputy", email=DEPUTY, first="5.6.2013", last="14.6.2013").status_code == 303
    one = season.register(group.id, "aino")
    page = client.get(path).text
    assert "answers new questions for you from" in page
    assert "Take the question back to me" in page
    assert send(f"{path}/{one}/take-back").status_code == 303
    assert season.registration(one).supervisor_id == boss
    assert send(f"{path}/no-deputy").status_code == 303
    assert shown(season, boss)["deputy"] is None


def test_the_deputy_and_the_undo_by_the_api_and_nothing_by_another_link(season, boss, group):
    api = Api(season)
    path = f"/links/supervisor/{linked(season, 'approve_registrations', boss, boss)}"
    body = {"email": DEPUTY, "first": "2013-06-05", "last": "2013-06-14"}
    status, deputy = put(api, f"{path}/deputy", body)
    assert (status, deputy["last"]) == (200, "2013-06-14")
    one = season.register(group.id, "aino")
    stranger = season.person("vieras").id
    other = f"/links/supervisor/{linked(season, 'approve_registrations', stranger, stranger)}"
    assert api.post(f"{other}/{one}/take-back")[0] == 404
    assert delete(api, f"{other}/deputy") == 204
    assert shown(season, boss)["deputy"] is not None
    forged = f"/links/supervisor/{path.rpartition('/')[2][:-2]}xx"
    old = links.mint(season.runtime.settings, "approve_registrations", boss, boss, START - timedelta(days=1))
    participant = linked(season, "my_registration", one, season.registration(one).person_id)
    for wrong, expected in (
        (forged, 404),
        (f"/links/supervisor/{old}", 410),
        (f"/links/supervisor/{participant}", 404),
    ):
        assert api.post(f"{wrong}/{one}/take-back")[0] == expected
        assert put(api, f"{wrong}/deputy", body)[0] == expected
    assert api.post(f"{path}/{one}/take-back")[1]["id"] == str(one)
    assert delete(api, f"{path}/deputy") == 204
