"""R12: somebody registers on behalf of another, a colleague comes instead, a call is cancelled."""

from datetime import date

import pytest

from services.registration.commands import calls, cancelling, decisions, groups, registrations, replacing
from services.registration.domain.errors import (
    CallStateRefuses,
    NotNow,
    NoUndo,
    OthersWait,
    OwnMatter,
    OwnSupervisor,
    RegisteredThere,
    RegistrationClosed,
)
from services.registration.tables import Call, Group
from shared.errors import Forbidden
from shared.people.tables import Role
from shared.work import Actor
from tests.registration.conftest import at
from tests.registration.test_approvals import acting
from tests.registration.test_moves import approved, two_groups


def manager(season):
    return acting(season.person("projekti", "opelix"), "project_manager", "opelix")


def replaced(season, one, group, name="tilalle", **more):
    form = season.form(group.id, name)
    return season.do(replacing.replace_person, one, form, "Sairasloma", actor=more.get("actor", manager(season)))


def test_r12_a_coordinator_registers_somebody_who_confirms_the_address_and_needs_the_supervisor(season, happened):
    group = season.group_of(season.call())
    actor = manager(season)
    found = season.do(replacing.register_for, season.form(group.id, "aino"), actor=actor)
    assert (found.state_name, found.entered_by, found.late) == ("unconfirmed", actor.person_id, False)
    assert happened(found.id) == ["registration_submitted"]
    season.do(registrations.confirm_address, found.id)
    assert season.registration(found.id).state_name == "awaiting_supervisor"


def test_r12_after_the_deadline_only_a_coordinator_registers_and_it_is_marked_late(season):
    group = season.group_of(season.call())
    season.clock.set(at(date(2013, 8, 9)))
    with pytest.raises(RegistrationClosed):
        season.do(registrations.register, season.form(group.id, "aino"))
    assert season.do(replacing.register_for, season.form(group.id, "aino"), actor=manager(season)).late
    season.clock.set(at(date(2013, 8, 16)))
    with pytest.raises(RegistrationClosed):
        season.do(replacing.register_for, season.form(group.id, "eero"), actor=manager(season))


def test_on_behalf_of_somebody_the_queue_is_not_skipped(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    for name in ("aino", "eero"):
        season.register(group.id, name)
    found = season.do(replacing.register_for, season.form(group.id, "iida"), actor=manager(season))
    assert (found.place_group_id, found.queue_position) == (None, 2)


def test_a_coordinator_is_told_that_the_person_is_in_already(season):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    with pytest.raises(RegisteredThere):
        season.do(replacing.register_for, season.form(group.id, "aino"), actor=manager(season))


def test_nobody_registers_or_replaces_themselves_as_the_coordinator(season):
    group = season.group_of(season.call())
    (one,) = approved(season, group, "aino")
    actor = manager(season)
    form = season.form(group.id, "projekti", email="projekti.malli@opelix.example")
    with pytest.raises(OwnMatter):
        season.do(replacing.register_for, form, actor=actor)
    own = Actor("person", season.registration(one).person_id, (Role("project_manager", "opelix", date(2010, 1, 1)),))
    with pytest.raises(OwnMatter):
        replaced(season, one, group, actor=own)


@pytest.mark.parametrize("role, organisation", [("member_coordinator", "hyria"), ("leadership", "opelix")])
def test_only_who_runs_the_call_registers_or_replaces(season, role, organisation):
    group = season.group_of(season.call())
    (one,) = approved(season, group, "aino")
    actor = acting(season.person("joku", organisation), role, organisation)
    with pytest.raises(Forbidden):
        season.do(replacing.register_for, season.form(group.id, "eero"), actor=actor)
    with pytest.raises(Forbidden):
        replaced(season, one, group, actor=actor)


def test_a_colleague_gets_the_place_and_still_needs_address_and_approval(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    (one,) = approved(season, group, "aino")
    new = replaced(season, one, group)
    assert season.states([one, new.id]) == ["withdrawn", "unconfirmed"]
    assert (season.registration(new.id).place_group_id, new.approved) == (group.id, False)
    assert happened(one)[-1] == "registration_withdrawn"
    season.do(registrations.confirm_address, new.id)
    assert season.approve(new.id).state_name == "confirmed"


def test_no_place_goes_to_a_colleague_past_the_queue(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    first, second = approved(season, group, "aino", "eero")
    with pytest.raises(OthersWait):
        replaced(season, first, group)
    with pytest.raises(NotNow):
        replaced(season, second, group)
    assert season.states([first, second]) == ["confirmed", "waitlisted"]


def test_a_refused_replacement_leaves_the_place_where_it_was(season):
    group, _ = two_groups(season)
    one, _there = approved(season, group, "aino", "eero")
    with pytest.raises(RegisteredThere):
        replaced(season, one, group, "eero")
    with pytest.raises(OwnSupervisor):
        replaced(season, one, group, "esihenkilo")
    season.clock.set(at(date(2013, 8, 16)))
    with pytest.raises(RegistrationClosed):
        replaced(season, one, group)
    assert season.registration(one).state_name == "confirmed"


def test_a_cancelled_call_ends_every_registration_and_group_and_stops_its_clocks(season, happened, tick):
    call = season.call(max_size=1, min_size=1)
    group = season.group_of(call)
    ids = approved(season, group, "aino", "eero")
    asked = season.register(group.id, "iida")
    season.do(groups.confirm_group, group.id)
    season.do(cancelling.cancel_call, call.id, "Hanke päättyi")
    assert season.states([*ids, asked]) == ["not_seated"] * 3
    assert happened(call.id)[-1] == "call_cancelled"
    assert happened(group.id)[-1] == "group_cancelled"
    before = [happened(each) for each in (call.id, group.id, *ids, asked)]
    season.clock.set(at(date(2014, 1, 15)))
    tick(season.runtime)
    assert [happened(each) for each in (call.id, group.id, *ids, asked)] == before
    with pytest.raises(NoUndo):
        season.do(decisions.restore_group, group.id)


def test_a_call_is_cancelled_before_it_opens_and_then_does_not_open(season, tick):
    call = season.call(opens_at=at(date(2013, 6, 10)))
    season.do(cancelling.cancel_call, call.id, "x")
    season.clock.set(at(date(2013, 6, 11)))
    tick(season.runtime)
    assert season.find(Call, id=call.id).state_name == "cancelled"
    assert season.group_of(call).state_name == "cancelled"


@pytest.mark.parametrize("state", ["draft", "running", "cancelled"])
def test_a_call_that_is_no_draft_and_does_not_run_yet_is_cancelled_once(season, state):
    call = season.call(publish=state != "draft", min_size=1)
    if state == "running":
        season.clock.set(at(date(2013, 8, 16)))
        season.do(calls.close_call, call.id)
        season.do(calls.start_call, call.id)
    elif state == "cancelled":
        season.do(cancelling.cancel_call, call.id, "x")
    with pytest.raises(CallStateRefuses):
        season.do(cancelling.cancel_call, call.id, "x")


def test_only_who_runs_the_call_cancels_it_and_no_member_of_it(season):
    call = season.call(min_size=1)
    (one,) = approved(season, season.group_of(call), "aino")
    own = season.registration(one).person_id
    with pytest.raises(Forbidden):
        season.do(cancelling.cancel_call, call.id, "x", actor=acting(season.person("k"), "member_coordinator", "hyria"))
    with pytest.raises(OwnMatter):
        season.do(
            cancelling.cancel_call,
            call.id,
            "x",
            actor=Actor("person", own, (Role("project_manager", "opelix", date(2010, 1, 1)),)),
        )
    assert season.find(Group, call_id=call.id).state_name == "registering"
