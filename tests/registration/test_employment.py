"""A change of employer in mid-year, and roles with their days: the card, approvals, rights, and what others learn."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from services.registration.commands import approvals, employment, erasing, merging, roles
from services.registration.domain.employment import ChangeTooFar, DayBeforeLastChange, SameEmployer
from services.registration.domain.errors import OwnSupervisor
from services.registration.domain.merging import OwnRecord
from services.registration.domain.role import LastCoordinator
from services.registration.tables import ComingEmployer, Mentor, Registration
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.work import Actor
from tests.registration.conftest import START
from tests.registration.test_api import Api
from tests.registration.test_desk import sign_in
from tests.registration.test_mentors import accepted
from tests.registration.test_merging import PAGE, card, coordinator, manager
from tests.registration.test_moves import two_groups
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]
TODAY = START.date()
NEW = {
    "organisation": "tavastia",
    "on": TODAY,
    "unit": "Hattelmalantie",
    "job_title": "opinto-ohjaaja",
    "supervisor_email": "uusi.pomo@tavastia.example",
}


def change(season, person, actor=None, **more):
    return season.do(employment.change_employer, person.id, NEW | more, actor=actor or manager(season))


def fresh(season, person):
    return season.find(Person, id=person.id)


def test_what_was_before_the_day_stays_with_the_old_employer(season, emitted):
    person = season.person("liisa", "hyria")
    change(season, person, on=TODAY - timedelta(days=3))
    found = fresh(season, person)
    assert (found.organisation, found.unit) == ("tavastia", "Hattelmalantie")
    assert found.employer_on(TODAY - timedelta(days=4)) == "hyria"
    assert found.employer_on(TODAY - timedelta(days=3)) == "tavastia"
    (state,) = [
        data for name, data in emitted(season.runtime) if name == "person_changed" and data["id"] == str(person.id)
    ]
    assert state["employments"] == [
        {"organisation": "hyria", "valid_from": None, "valid_to": "2013-06-01"},
        {"organisation": "tavastia", "valid_from": "2013-06-02", "valid_to": None},
    ]


def test_who_waits_for_an_approval_is_asked_of_the_new_supervisor(season, happened):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    change(season, card(season, "liisa"))
    new = season.find(Person, email=NEW["supervisor_email"])
    waiting = season.registration(found)
    assert (waiting.state_name, waiting.supervisor_id, waiting.supervisor_typed_in) == (
        "awaiting_supervisor",
        new.id,
        True,
    )
    assert happened(found)[-1] == "supervisor_approval_requested"
    season.approve(found)
    assert season.registration(found).state_name == "confirmed"


def test_a_sure_place_stays_and_the_new_supervisor_is_told_and_may_undo_it(season, happened):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    season.approve(found)
    change(season, card(season, "liisa"))
    assert season.registration(found).state_name == "confirmed"
    assert happened(found)[-1] == "supervisor_informed"
    season.deny(found)
    assert season.registration(found).state_name == "denied"


def test_registrations_to_the_old_employers_own_groups_end(season):
    group = season.group_of(season.call(scope="internal", organisation="hyria", min_size=1))
    found = season.register(group.id, "liisa")
    season.approve(found)
    change(season, card(season, "liisa"))
    assert season.registration(found).state_name == "withdrawn"


def test_a_coordinator_loses_the_rights_with_the_employer_and_a_mentor_goes_on(season):
    boss, mentor = season.person("pomo", "hyria", "member_coordinator"), accepted(season, "liisa")
    change(season, boss)
    assert fresh(season, boss).held_roles(TODAY) == ()
    change(season, mentor)
    assert fresh(season, mentor).has_role("mentor", "tavastia", on=TODAY)
    assert season.find(Mentor, id=mentor.id).organisation == "tavastia"


def test_nobody_changes_the_employer_of_another_organisations_person_nor_their_own(season):
    person = season.person("liisa", "hyria")
    for slug in ("hyria", "tavastia"):
        with pytest.raises(Forbidden):
            change(season, person, coordinator(season, slug))
    own = manager(season)
    with pytest.raises(OwnRecord):
        change(season, season.find(Person, id=own.person_id), own)
    assert fresh(season, person).organisation == "hyria"


def test_days_and_people_that_make_no_sense_are_refused(season):
    person = season.person("liisa", "hyria")
    with pytest.raises(ChangeTooFar):
        change(season, person, on=TODAY + timedelta(days=367))
    with pytest.raises(SameEmployer):
        change(season, person, organisation="hyria")
    with pytest.raises(OwnSupervisor):
        change(season, person, supervisor_email=person.email)
    change(season, person, on=TODAY - timedelta(days=1))
    with pytest.raises(DayBeforeLastChange):
        change(season, person, organisation="hyria", on=TODAY - timedelta(days=2))


AHEAD = TODAY + timedelta(days=10)


def on_its_day(season, tick, days=10):
    season.clock.set(START + timedelta(days=days))
    tick(season.runtime)


def test_a_change_dated_ahead_is_made_on_its_day_and_not_before(season, tick, happened):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    person = card(season, "liisa")
    change(season, person, on=AHEAD)
    on_its_day(season, tick, 1)
    assert (fresh(season, person).organisation, happened(person.id)[-1]) == ("hyria", "person_changed")
    asked = season.registration(found).supervisor_id
    season.do(approvals.approve, found, asked)
    on_its_day(season, tick)
    moved = fresh(season, person)
    assert (moved.organisation, moved.employer_on(AHEAD - timedelta(days=1))) == ("tavastia", "hyria")
    assert season.registration(found).state_name == "confirmed"
    assert happened(found)[-1] == "supervisor_informed"
    on_its_day(season, tick, 11)
    assert len(fresh(season, person).employments) == 2


def test_a_change_dated_ahead_is_cancelled_or_replaced(season, tick):
    one, two = season.person("liisa", "hyria"), season.person("eero", "hyria")
    change(season, one, on=AHEAD)
    season.do(employment.cancel_coming_change, one.id, actor=manager(season))
    change(season, two, on=AHEAD)
    change(season, two, on=AHEAD + timedelta(days=20), unit="Toinen")
    on_its_day(season, tick)
    assert [fresh(season, each).organisation for each in (one, two)] == ["hyria", "hyria"]
    on_its_day(season, tick, 30)
    assert [fresh(season, each).unit for each in (one, two)] == [None, "Toinen"]
    with pytest.raises(NotFound):
        season.do(employment.cancel_coming_change, one.id, actor=manager(season))


def test_a_change_that_can_no_longer_be_made_is_dropped_and_the_history_says_so(season, tick):
    person = season.person("liisa", "hyria")
    change(season, person, on=AHEAD)
    season.leave("tavastia", TODAY)
    on_its_day(season, tick)
    assert fresh(season, person).organisation == "hyria"
    with season.runtime.sessions() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.what == "employer_change_dropped")).one()
        assert (row.record_id, row.data) == (person.id, {"reason": "organisation_has_left"})
        assert session.get(ComingEmployer, person.id) is None


def test_who_is_erased_or_merged_meanwhile_changes_nothing_twice(season, tick):
    erased, kept, second = (season.person(name, "hyria") for name in ("liisa", "eero", "eerotoinen"))
    for each in (erased, second):
        change(season, each, on=AHEAD)
    season.do(erasing.ask_erasure, actor=Actor("person", erased.id))
    season.do(merging.merge, kept.id, second.id, actor=manager(season))
    on_its_day(season, tick)
    with season.runtime.sessions() as session:
        assert session.get(Person, erased.id) is None
    assert (fresh(season, kept).organisation, fresh(season, second).same_as) == ("tavastia", kept.id)
    assert len(fresh(season, second).employments) == 0


def test_only_who_may_write_the_card_cancels_a_change_dated_ahead(season):
    person = season.person("liisa", "hyria")
    change(season, person, on=AHEAD)
    with pytest.raises(Forbidden):
        season.do(employment.cancel_coming_change, person.id, actor=coordinator(season, "tavastia"))
    with pytest.raises(Forbidden):
        season.do(employment.cancel_coming_change, person.id, actor=Actor("person", person.id))


def test_a_change_dated_ahead_is_shown_and_cancelled_on_the_page(season, desk):
    person = season.person("liisa", "hyria")
    answers = {name: str(value) for name, value in NEW.items()} | {"on": "1.8.2013"}
    desk.open(f"{PAGE}/{person.id}/employer").send("Change the employer", **answers)
    desk.says("From Thu 1 Aug 2013 on: Tavastia", "Until then nothing changes")
    desk.send("This change is not going to be")
    assert "Until then nothing changes" not in desk.text


def test_a_new_employer_told_by_the_form_is_dated_too(season):
    group, _ = two_groups(season)
    season.person("liisa", "hyria")
    found = season.register(group.id, "liisa", employer="tavastia", email="liisa.malli@hyria.example")
    assert season.find(Registration, id=found).address_confirmed_at is not None
    person = card(season, "liisa")
    assert (person.organisation, person.employer_on(TODAY - timedelta(days=1))) == ("tavastia", "hyria")


def test_a_role_holds_from_its_first_day_to_its_last(season):
    person, actor = season.person("liisa", "hyria"), coordinator(season)
    season.do(roles.grant, person.id, "mentor", "hyria", date(2013, 8, 1), None, actor=actor)
    assert not fresh(season, person).has_role("mentor", on=TODAY)
    assert fresh(season, person).has_role("mentor", on=date(2013, 8, 1))
    season.do(roles.end, person.id, "mentor", "hyria", date(2013, 12, 31), actor=actor)
    assert fresh(season, person).has_role("mentor", on=date(2013, 12, 31))
    assert not fresh(season, person).has_role("mentor", on=date(2014, 1, 1))


@pytest.mark.parametrize(
    ("name", "organisation"), [("project_manager", "opelix"), ("auditor", "hyria"), ("mentor", "tavastia")]
)
def test_a_member_gives_only_the_roles_that_are_its_own_to_give(season, name, organisation):
    person = season.person("liisa", "hyria")
    with pytest.raises(Forbidden):
        season.do(roles.grant, person.id, name, organisation, TODAY, None, actor=coordinator(season))
    season.do(roles.grant, person.id, name, organisation, TODAY, None, actor=manager(season))
    assert fresh(season, person).has_role(name, organisation, on=TODAY)


def test_the_last_coordinator_of_a_member_stays_until_another_has_the_role(season):
    last, actor = season.find(Person, id=coordinator(season).person_id), manager(season)

    def given(person, first):
        season.do(roles.grant, person.id, "member_coordinator", "hyria", first, None, actor=actor)

    def ended(last_day=TODAY):
        return season.do(roles.end, last.id, "member_coordinator", "hyria", last_day, actor=actor)

    for refused in (
        ended,
        lambda: season.do(roles.grant, last.id, "member_coordinator", "hyria", TODAY, TODAY, actor=actor),
    ):
        with pytest.raises(LastCoordinator):
            refused()
    season.person("muualla", "tavastia", "member_coordinator")
    given(season.person("liisa", "hyria"), TODAY + timedelta(days=10))
    with pytest.raises(LastCoordinator):
        ended()
    ended(TODAY + timedelta(days=9))
    assert not fresh(season, last).has_role("member_coordinator", "hyria", on=TODAY + timedelta(days=10))


def test_of_two_coordinators_who_are_ended_at_once_one_stays(season):
    actor = manager(season)
    two = [season.person(name, "hyria", "member_coordinator") for name in ("yksi", "kaksi")]
    start = Barrier(2)

    def end(person):
        start.wait(30)
        with suppress(LastCoordinator):
            season.do(roles.end, person.id, "member_coordinator", "hyria", TODAY - timedelta(days=1), actor=actor)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(end, two))
    held = [fresh(season, each).has_role("member_coordinator", "hyria", on=TODAY) for each in two]
    assert sorted(held) == [False, True]


def test_an_organisations_new_name_is_shown_from_its_day_on(season, browser):
    known = season.runtime.network.organisations
    new = {"fi": "Uusi Hyria", "sv": "Nya Hyria", "en": "New Hyria"}
    known["hyria"] = replace(known["hyria"], names=(*known["hyria"].names, (TODAY + timedelta(days=1), new)))
    season.person("liisa", "hyria")
    sign_in(season, browser, "vastuu", "hyria", "member_coordinator")
    assert "New Hyria" not in browser.open(PAGE).text
    season.clock.set(START + timedelta(days=1))
    assert "New Hyria" in browser.open(PAGE).text


def test_nobody_gives_themselves_a_role_nor_another_members_person(season):
    own = coordinator(season)
    with pytest.raises(OwnRecord):
        season.do(roles.grant, own.person_id, "leadership", "hyria", TODAY, None, actor=own)
    stranger = season.person("vieras", "tavastia")
    with pytest.raises(Forbidden):
        season.do(roles.grant, stranger.id, "mentor", "hyria", TODAY, None, actor=own)


def test_the_page_changes_the_employer_and_gives_and_ends_a_role(season, desk):
    person = season.person("liisa", "hyria")
    desk.open(f"{PAGE}/{person.id}").says("No roles").open(f"{PAGE}/{person.id}/employer")
    answers = {name: str(value) for name, value in NEW.items()} | {"on": "5.6.2013"}
    desk.send("Change the employer", **(answers | {"on": "6.6.2015"})).says("more than a year ahead", "Check these")
    desk.send("Change the employer", **answers).says("Employers", "Hattelmalantie")
    desk.open(f"{PAGE}/{person.id}/roles/new").send("First day", role="mentor", organisation="tavastia")
    desk.says("mentor").open(f"{PAGE}/{person.id}/roles/end?role=mentor&organisation=tavastia")
    desk.send("Last day", last="1.8.2013").says("until")
    assert fresh(season, person).has_role("mentor", "tavastia", on=date(2013, 8, 1))


def test_the_api_does_the_same_and_refuses_alike(season):
    season.person("projekti", "opelix", "project_manager")
    person, other = season.person("liisa", "hyria"), season.person("muu", "tavastia", "member_coordinator")
    body = NEW | {"on": TODAY.isoformat()}
    assert Api(season, other.email).post(f"/people/{person.id}/employer", body)[0] == 403
    api = Api(season, "projekti.malli@opelix.example")
    status, shown = api.post(f"/people/{person.id}/employer", body)
    assert (status, shown["organisation"], len(shown["employments"])) == (200, "tavastia", 2)
    given = {"role": "mentor", "organisation": "tavastia", "valid_from": "2013-06-05"}
    assert api.post(f"/people/{person.id}/roles", given)[1]["roles"][0]["role"] == "mentor"
    ended = {"role": "mentor", "organisation": "tavastia", "last": "2013-06-30"}
    assert api.post(f"/people/{person.id}/roles/end", ended)[1]["roles"][0]["valid_to"] == "2013-06-30"
