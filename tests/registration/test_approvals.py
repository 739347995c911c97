"""The supervisor's approval: its clock, its changes, and what stays secret."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.registration.commands import approvals, groups, registrations
from services.registration.commands.imports import import_people
from services.registration.domain.errors import AnswerIsFinal, ApprovalInFuture, NotNow, OwnMatter, OwnSupervisor
from services.registration.tables import Group
from shared.clock import end_of_day
from shared.database.kit import AuditRow, OutboxRow
from shared.errors import Forbidden, NotFound
from shared.people.tables import Role
from shared.work import Actor
from tests.registration.conftest import START, at

WEDNESDAY_NEXT = end_of_day(date(2013, 6, 12))


def test_the_supervisor_is_asked_only_when_the_address_is_confirmed(season, happened):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino", confirm=False)
    assert happened(found) == ["registration_submitted"]
    with pytest.raises(NotFound):
        season.approve(found)
    season.do(registrations.confirm_address, found)
    assert happened(found)[1:] == ["registration_address_confirmed", "supervisor_approval_requested"]
    assert season.registration(found).approve_by == WEDNESDAY_NEXT


def test_a_second_use_of_the_confirmation_link_changes_nothing(season, happened):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.do(registrations.confirm_address, found)
    assert happened(found).count("supervisor_approval_requested") == 1


def test_an_address_that_is_not_confirmed_in_48_hours_expires_and_frees_the_place(season, tick, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    first = season.register(group.id, "aino", confirm=False)
    second = season.register(group.id, "eero")
    season.clock.set(START + timedelta(hours=47))
    tick(season.runtime)
    assert season.registration(first).state_name == "unconfirmed"
    season.clock.set(START + timedelta(hours=48, minutes=1))
    tick(season.runtime)
    assert season.registration(first).state_name == "expired"
    assert season.registration(second).place_group_id == group.id
    assert happened(first)[-1] == "registration_expired"


def test_one_reminder_at_half_time_then_the_approval_expires(season, tick, happened):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.clock.set(START + (WEDNESDAY_NEXT - START) / 2 + timedelta(minutes=5))
    tick(season.runtime)
    assert happened(found)[-1] == "supervisor_approval_overdue"
    season.clock.set(WEDNESDAY_NEXT + timedelta(minutes=1))
    tick(season.runtime)
    assert season.registration(found).state_name == "expired"
    assert happened(found).count("supervisor_approval_overdue") == 1
    with pytest.raises(NotNow):
        season.approve(found)


def test_a_reminder_that_went_out_late_moves_the_end(season, tick):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.clock.set(WEDNESDAY_NEXT + timedelta(days=1))
    tick(season.runtime)
    waiting = season.registration(found)
    assert waiting.state_name == "awaiting_supervisor"
    assert waiting.approve_by == end_of_day(date(2013, 6, 14))


def test_timers_of_an_approval_that_was_given_do_nothing(season, tick, happened):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.approve(found)
    before = happened(found)
    season.do(approvals.remind, found)
    season.do(approvals.expire, found)
    season.clock.set(WEDNESDAY_NEXT + timedelta(days=30))
    tick(season.runtime)
    assert happened(found) == before


def test_a_yes_becomes_a_no_and_again_a_yes_until_the_group_is_confirmed(season):
    group = season.group_of(season.call(min_size=1))
    found = season.register(group.id, "aino")
    assert season.approve(found).state_name == "confirmed"
    assert season.deny(found).state_name == "denied"
    assert season.find(Group, id=group.id).member_ids == []
    assert season.approve(found).state_name == "confirmed"
    season.do(groups.confirm_group, group.id)
    with pytest.raises(AnswerIsFinal):
        season.deny(found)


def test_an_approval_after_confirming_the_group_still_gives_a_free_place(season):
    group = season.group_of(season.call(min_size=1))
    first, second = season.register(group.id, "aino"), season.register(group.id, "eero")
    season.approve(first)
    season.do(groups.confirm_group, group.id)
    assert season.approve(second).state_name == "confirmed"
    assert len(season.find(Group, id=group.id).member_ids) == 2


def test_the_reason_of_a_denial_is_in_no_event_and_no_history(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.deny(found, "budget", "Salaisuus")
    with season.runtime.sessions() as session:
        bodies = b"".join(each.body for each in session.query(OutboxRow))
        history = str([each.data for each in session.query(AuditRow)])
    assert b"Salaisuus" not in bodies
    assert b"budget" not in bodies
    assert "Salaisuus" not in history
    assert "budget" not in history
    assert season.registration(found).denial_text == "Salaisuus"


def test_somebody_who_is_not_asked_cannot_answer(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    with pytest.raises(NotFound):
        season.do(approvals.approve, found, season.person("vieras").id)
    with pytest.raises(NotFound):
        season.do(approvals.deny, found, season.person("vieras").id, "other", None)


def test_the_deputy_cannot_be_the_participant(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    supervisor = season.registration(found).supervisor_id
    with pytest.raises(OwnSupervisor):
        season.do(approvals.hand_over, found, supervisor, "aino.malli@hyria.example")


def by_phone(season, found, actor: Actor, on: date = date(2013, 6, 5)):
    with season.runtime.work(actor) as work:
        return approvals.approve_by_phone(work, found, "Esihenkilö Malli", on)


def acting(person, role: str, organisation: str) -> Actor:
    return Actor("person", person.id, (Role(role, organisation, date(2010, 1, 1)),))


def test_an_approval_by_phone_says_who_and_when_and_the_supervisor_may_undo_it(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    manager = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    approved = by_phone(season, found, manager)
    assert (approved.state_name, approved.approved_how) == ("confirmed", "phone")
    assert (approved.approved_by_phone, approved.approved_on) == ("Esihenkilö Malli", date(2013, 6, 5))
    assert season.deny(found).state_name == "denied"


def test_an_approval_by_phone_after_the_supervisors_own_changes_nothing(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    season.approve(found)
    manager = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    again = by_phone(season, found, manager)
    assert (again.approved_how, again.approved_by_phone) == ("supervisor", None)


def test_nobody_approves_their_own_registration_by_phone(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    own = season.find(type(season.person("aino")), id=season.registration(found).person_id)
    with pytest.raises(OwnMatter):
        by_phone(season, found, acting(own, "project_manager", "opelix"))


def test_another_members_coordinator_records_no_approval(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    with pytest.raises(Forbidden):
        by_phone(season, found, acting(season.person("koordinaattori", "tavastia"), "member_coordinator", "tavastia"))


def test_an_approval_by_phone_is_not_dated_ahead(season):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    manager = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    with pytest.raises(ApprovalInFuture):
        by_phone(season, found, manager, date(2013, 6, 6))


def test_registering_again_while_registered_changes_nothing_and_says_nothing(season, happened):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    before = happened(found)
    again = season.do(registrations.register, season.form(group.id, "aino", last_name="Huijari"))
    assert again.id == found
    assert happened(found) == before


def test_what_a_stranger_types_for_a_known_address_does_not_reach_the_card(season):
    known = season.person("aino")
    group = season.group_of(season.call())
    found = season.register(group.id, "aino", confirm=False, last_name="Huijari", job_title="huijari")
    assert season.find(type(known), id=known.id).last_name == "Malli"
    season.do(registrations.confirm_address, found)
    assert season.find(type(known), id=known.id).job_title == "huijari"


def test_a_typed_in_supervisor_gets_a_card_and_is_marked(season):
    group = season.group_of(season.call())
    found = season.registration(season.register(group.id, "aino"))
    assert found.supervisor_typed_in
    card = season.find(type(season.person("aino")), id=found.supervisor_id)
    assert (card.name, card.has_role("supervisor", "hyria", on=date(2013, 6, 5))) == ("Esihenkilo Malli", True)


def test_a_typed_in_supervisor_stays_marked_until_a_list_brings_the_card(season):
    group = season.group_of(season.call())
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    assert [season.registration(each).supervisor_typed_in for each in ids] == [True, True]
    row = {"first_name": "Esihenkilö", "last_name": "Malli", "email": "esihenkilo.malli@hyria.example"}
    season.do(import_people, [row | {"organisation": "hyria"}], dry_run=False)
    assert [season.registration(each).supervisor_typed_in for each in ids] == [False, False]


def test_a_known_supervisor_is_not_marked(season):
    boss = season.person("esihenkilo", role="supervisor")
    group = season.group_of(season.call())
    found = season.registration(season.register(group.id, "aino"))
    assert (found.supervisor_id, found.supervisor_typed_in) == (boss.id, False)


def test_a_late_request_ends_two_working_days_before_the_first_meeting(season):
    group = season.group_of(season.call())
    season.clock.set(at(date(2013, 8, 8)))
    found = season.registration(season.register(group.id, "aino"))
    assert found.approve_by == end_of_day(date(2013, 8, 13))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["approve", "deny", "withdraw", "undo", "take", "refuse", "remind", "expire", "lapse"]),
        st.integers(0, 4),
        st.integers(0, 30),
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_happens_no_group_is_overfull_and_nobody_sits_unapproved(season, acts):
    call = season.call(max_size=2, min_size=1)
    group = season.group_of(call)
    season.clock.set(START)
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida", "olli", "unto")]
    now = START
    for act, whom, hours in acts:
        now += timedelta(hours=hours)
        season.clock.set(now)
        _try(season, act, ids[whom])
        found = [season.registration(each) for each in ids]
        assert sum(each.place_group_id == group.id for each in found) <= 2
        assert all(each.approved for each in found if each.state_name in {"confirmed", "offered", "waitlisted"})
        positions = sorted(each.queue_position for each in found if each.queue_position)
        assert positions == list(range(1, len(positions) + 1))
        free = 2 - sum(each.place_group_id == group.id for each in found)
        assert not (free and positions)


def _try(season, act, registration_id) -> None:
    commands = {
        "withdraw": registrations.withdraw,
        "undo": registrations.undo_withdrawal,
        "take": registrations.take_offer,
        "refuse": registrations.refuse_offer,
        "remind": approvals.remind,
        "expire": approvals.expire,
        "lapse": registrations.lapse_offer,
    }
    try:
        if act in commands:
            season.do(commands[act], registration_id)
        else:
            (season.approve if act == "approve" else season.deny)(registration_id)
    except Exception as refused:
        if not hasattr(refused, "code"):
            raise
