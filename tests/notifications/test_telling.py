"""Who is told what: one mail for an occasion and a person, merged and held back as decided."""

import random

import pytest
from sqlalchemy import func, select

from services.notifications.tables import Message
from shared.contracts.people import PersonV1
from shared.contracts.registration import GroupV1, RegistrationV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1
from shared.contracts.shadowing import PeriodV1
from tests.notifications.conftest import World, at, pair
from tests.notifications.samples import named


def confirmed_group(world: World, *members: str) -> None:
    world.know(*members)
    ids = [str(named(each)) for each in members]
    world.group("g", "group_confirmed", state="confirmed", member_ids=ids)
    world.pass_time("2013-08-05 09:03")


def test_a_registration_is_answered_with_the_link_that_confirms_the_address(world: World) -> None:
    world.know("saara")
    world.registration("saara", "registration_submitted", state="unconfirmed", confirm_by=at("2013-08-07").isoformat())
    world.work()
    (mail,) = world.postbox.to("saara@hyria.example")
    assert mail["X-Vertais-Kind"] == "N5"
    assert "/registration/confirm/" in mail.get_body(("plain",)).get_content()


def test_a_mail_waits_for_the_card_of_its_receiver(world: World) -> None:
    world.registration("late", "registration_submitted", state="unconfirmed")
    world.work()
    assert world.mails() == []
    world.know("late")
    world.deliver(world.runtime)
    world.work()
    assert world.kinds("late") == ["N5"]


def test_what_happened_while_the_person_went_further_is_not_told_any_more(world: World) -> None:
    world.know("saara")
    events = [
        world.made(
            RegistrationV1,
            "registration_submitted",
            "r",
            person_id=str(named("saara")),
            group_id=str(named("g")),
            state="unconfirmed",
        ),
        world.made(RegistrationV1, "registration_withdrawn", "r", state="withdrawn"),
    ]
    world.deliver(world.runtime, *reversed(events))
    world.work()
    assert world.kinds("saara") == ["withdrawal_receipt"]


def test_a_supervisor_gets_one_mail_a_day_for_all_her_people(world: World) -> None:
    world.know("a", "b", "c")
    for moment, person in (("2013-08-05 09:00", "a"), ("2013-08-05 15:00", "b")):
        world.pass_time(moment)
        world.registration(person, "supervisor_approval_requested", state="awaiting_supervisor", approved=False)
    world.pass_time("2013-08-05 16:00")
    assert world.kinds("supervisor") == ["N6"]
    world.pass_time("2013-08-05 16:30")
    world.registration("c", "supervisor_approval_requested", state="awaiting_supervisor", approved=False)
    world.pass_time("2013-08-06 07:59")
    assert world.kinds("supervisor") == ["N6"]
    world.pass_time("2013-08-06 08:00")
    assert world.kinds("supervisor") == ["N6", "N6"]


def test_a_supervisor_who_has_answered_before_the_mail_leaves_is_not_written_to(world: World) -> None:
    world.know("a")
    world.registration("a", "supervisor_approval_requested", state="awaiting_supervisor", approved=False)
    world.registration("a", "supervisor_approved", state="confirmed", approved=True, approved_how="supervisor")
    world.pass_time("2013-08-05 16:00")
    assert world.kinds("supervisor") == []
    assert [each.state for each in world.mails() if each.letter == "supervisor_requests"] == ["needless"]


def test_a_reminder_and_a_new_request_share_the_supervisors_mail(world: World) -> None:
    world.know("a", "b")
    world.registration("a", "supervisor_approval_overdue", state="awaiting_supervisor", approved=False)
    world.registration("b", "supervisor_approval_requested", state="awaiting_supervisor", approved=False)
    world.pass_time("2013-08-05 16:00")
    (mail,) = world.postbox.to("supervisor@hyria.example")
    assert "2 alaistasi" in mail.get_body(("plain",)).get_content()


def test_an_approval_by_phone_is_told_to_the_supervisor_and_an_own_one_is_not(world: World) -> None:
    world.know("a", "b")
    world.registration("a", "supervisor_approved", state="confirmed", approved=True, approved_how="supervisor")
    world.pass_time("2013-08-05 16:00")
    assert world.kinds("supervisor") == []
    world.pass_time("2013-08-06 10:00")
    world.registration("b", "supervisor_approved", state="confirmed", approved=True, approved_how="phone")
    world.pass_time("2013-08-06 16:00")
    (mail,) = world.postbox.to("supervisor@hyria.example")
    assert mail["Subject"] == "Puhelimessa antamasi hyväksyntä on kirjattu"


def test_the_queue_is_told_of_once_however_often_the_place_in_it_changes(world: World) -> None:
    world.know("saara")
    for position in (3, 2, 1):
        world.registration(
            "saara", "registration_waitlisted", state="waitlisted", approved=True, queue_position=position
        )
        world.work()
    assert world.kinds("saara") == ["N13"]


def test_an_expired_registration_is_not_mailed_to_an_address_that_nobody_confirmed(world: World) -> None:
    world.know("saara")
    world.registration("saara", "registration_expired", state="expired")
    world.work()
    assert world.kinds("saara") == []


def test_a_denial_tells_the_participant_where_the_reason_is_and_the_desk_that_it_happened(world: World) -> None:
    world.know("saara")
    world.registration("saara", "registration_address_confirmed", state="awaiting_supervisor")
    world.registration("saara", "supervisor_denied", state="denied")
    world.pass_time("2013-08-12 08:00")
    assert world.kinds("saara") == ["N9"]
    assert world.kinds("pm") == ["desk"]


def test_a_started_group_is_told_after_two_minutes_with_the_mentors_attendance_link(world: World) -> None:
    world.know("a", "b")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("a")), str(named("b"))])
    world.pass_time("2013-08-05 09:01")
    assert world.kinds("a") == []
    world.pass_time("2013-08-05 09:02")
    assert (world.kinds("a"), world.kinds("b"), world.kinds("mentor")) == (["N21"], ["N21"], ["N21"])
    (mentors,) = world.postbox.to("mentor@hyria.example")
    assert "/scheduling/attendance/" in mentors.get_body(("plain",)).get_content()
    (members,) = world.postbox.to("a@hyria.example")
    assert "/scheduling/attendance/" not in members.get_body(("plain",)).get_content()


def test_the_times_of_a_series_are_one_mail_however_the_events_arrive(world: World) -> None:
    confirmed_group(world, "a")
    act = [
        world.made(
            MeetingV1,
            "meeting_time_confirmed",
            f"m{n}",
            group_id=str(named("g")),
            state="scheduled",
            number=n,
            date=day,
        )
        for n, day in enumerate(("2013-09-05", "2013-10-24", "2013-11-14"), 1)
    ]
    series = {"mentor_ids": [str(named("mentor"))], "state": "planned", "call_id": str(named("call"))}
    act.append(world.made(MeetingSeriesV1, "series_times_confirmed", "g", **series))
    world.deliver(world.runtime, act[0])
    world.pass_time("2013-08-20 09:00")
    world.deliver(world.runtime, *act)
    world.work()
    assert world.kinds("a") == ["N21", "N27"]
    assert world.kinds("mentor") == ["N21"]


def test_a_cancellation_with_its_reserve_date_is_one_mail_to_members_and_mentor(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m4", number=4, date="2013-11-21")
    world.pass_time("2013-11-19 08:00")
    world.meeting("m4", "meeting_cancelled", state="cancelled", cancellation_reason="mentor_ill")
    world.meeting("m4b", number=4, date="2014-01-09", replaces=str(named("m4")))
    world.meeting("m4", "meeting_moved", state="moved", replaced_by=str(named("m4b")))
    world.pass_time("2013-11-19 08:02")
    world.pass_time("2013-11-19 09:00")
    assert world.kinds("a") == ["N21", "N28_29"]
    assert world.kinds("mentor") == ["N21", "N28_29"]
    text = world.postbox.to("a@hyria.example")[1].get_body(("plain",)).get_content()
    assert "torstai 9.1.2014 klo 13.00–15.30" in text
    assert "ill" not in text


def test_a_cancellation_that_gets_its_date_later_is_told_twice(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m4", date="2013-11-21")
    world.pass_time("2013-11-18 08:00")
    world.meeting("m4", "meeting_cancelled", state="cancelled")
    world.pass_time("2013-11-18 08:02")
    world.pass_time("2013-11-25 08:00")
    world.meeting("m4b", date="2014-01-09", replaces=str(named("m4")))
    world.meeting("m4", "meeting_moved", state="moved", replaced_by=str(named("m4b")))
    world.pass_time("2013-11-25 08:02")
    assert world.kinds("a") == ["N21", "N28_29", "N28_29"]


def test_a_cancellation_undone_within_two_minutes_is_not_told(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m2")
    world.meeting("m2", "meeting_cancelled", state="cancelled")
    world.meeting("m2", "meeting_restored", state="scheduled")
    world.pass_time("2013-08-05 10:00")
    assert world.kinds("a") == ["N21"]


def test_a_cancellation_undone_later_is_told_to_those_who_had_heard_of_it(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m2")
    world.meeting("m2", "meeting_cancelled", state="cancelled")
    world.pass_time("2013-08-05 10:00")
    world.meeting("m2", "meeting_restored", state="scheduled")
    world.pass_time("2013-08-05 11:00")
    assert world.kinds("a") == ["N21", "N28_29", "back_on"]


def test_a_cancellation_waits_for_the_meeting_that_replaces_it(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m2", "meeting_moved", state="moved", replaced_by=str(named("m2b")))
    world.pass_time("2013-08-05 10:00")
    assert world.kinds("a") == ["N21"]
    world.meeting("m2b", date="2013-10-03", replaces=str(named("m2")))
    world.deliver(world.runtime)
    world.pass_time("2013-08-05 10:05")
    assert world.kinds("a") == ["N21", "N28_29"]


def test_reminders_go_two_working_days_before_but_not_to_those_who_said_they_are_absent(world: World) -> None:
    confirmed_group(world, "a", "b")
    world.meeting("m2")
    absent = {
        "meeting_id": str(named("m2")),
        "date": "2013-09-26",
        "status": "absent_notified",
        "minutes": 0,
        "employer": "hyria",
    }
    world.happen(
        ParticipationV1,
        "participation_recorded",
        "p",
        group_id=str(named("g")),
        person_id=str(named("b")),
        attendances=[absent],
    )
    world.pass_time("2013-09-24 08:59")
    assert world.kinds("a") == ["N21"]
    world.pass_time("2013-09-24 09:00")
    world.pass_time("2013-09-25 09:00")
    assert world.kinds("a") == ["N21", "N58"]
    assert world.kinds("b") == ["N21"]
    assert world.kinds("mentor") == ["N21", "N58"]


def test_the_first_meeting_has_no_reminder_and_a_meeting_that_replaces_it_has(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m1", number=1, date="2013-08-15")
    world.pass_time("2013-08-13 10:00")
    assert world.kinds("a") == ["N21"]
    world.meeting("m1", "meeting_cancelled", state="cancelled")
    world.meeting("m1b", number=1, date="2013-10-17", replaces=str(named("m1")))
    world.meeting("m1", "meeting_moved", state="moved", replaced_by=str(named("m1b")))
    world.pass_time("2013-10-15 10:00")
    assert world.kinds("a") == ["N21", "N28_29", "N58"]


def test_a_meeting_that_is_closer_than_its_reminder_needs_none(world: World) -> None:
    confirmed_group(world, "a")
    world.pass_time("2013-09-25 10:00")
    world.meeting("m2")
    world.pass_time("2013-09-25 11:00")
    assert world.kinds("a") == ["N21"]


def test_a_reminder_that_comes_after_the_meeting_began_is_not_sent(world: World) -> None:
    confirmed_group(world, "a")
    world.meeting("m2")
    world.pass_time("2013-09-26 13:00")
    assert world.kinds("a") == ["N21"]


def test_the_mentor_is_asked_for_attendance_on_the_next_working_day_only_if_it_is_missing(world: World) -> None:
    confirmed_group(world, "a")
    world.pass_time("2013-09-26 15:30")
    for meeting in ("recorded", "missing"):
        world.meeting(meeting, "meeting_held", state="held")
    world.meeting("recorded", "attendance_recorded", state="recorded", present=1, held_minutes=150)
    world.pass_time("2013-09-27 08:59")
    assert world.kinds("mentor") == ["N21"]
    world.pass_time("2013-09-27 09:00")
    assert world.kinds("mentor") == ["N21", "N30"]


def test_the_desk_is_written_to_on_monday_and_only_when_something_is_new(world: World) -> None:
    world.know("anna", "bertta", "annas boss", "berttas boss")
    world.call("shadowing", kind="shadowing")
    world.pass_time("2013-08-12 08:00")
    assert world.kinds("pm") == []
    world.period("application_submitted", state="submitted")
    world.period("application_submitted", "second", state="submitted")
    world.pass_time("2013-08-19 08:00")
    (mail,) = world.postbox.to("pm@hyria.example")
    assert "2 jaksohakemusta odottaa päätöstä" in mail.get_body(("plain",)).get_content()
    world.pass_time("2013-08-26 08:00")
    assert world.kinds("pm") == ["desk"]


def test_a_withdrawn_application_is_not_on_the_desk_mail_but_told_at_once(world: World) -> None:
    world.know("anna", "bertta", "annas boss", "berttas boss")
    world.call("shadowing", kind="shadowing")
    world.period("application_submitted", state="submitted")
    world.period("period_withdrawn", state="withdrawn")
    world.work()
    assert [world.kinds(each) for each in ("anna", "bertta", "pm")] == [["N52"], ["N52"], ["N52"]]
    world.pass_time("2013-08-12 08:00")
    assert world.kinds("pm") == ["N52"]


def test_a_declined_invitation_is_not_the_deciders_business(world: World) -> None:
    world.know("anna", "bertta")
    world.call("shadowing", kind="shadowing")
    world.period("pair_invited", state="drafting")
    world.work()
    world.period("period_withdrawn", state="withdrawn")
    world.work()
    assert [world.kinds(each) for each in ("anna", "bertta", "pm")] == [["N52"], ["N37", "N52"], []]


def test_an_approval_so_near_that_the_goals_are_due_at_once_is_told_before_the_goals_form(world: World) -> None:
    world.know("anna", "bertta")
    world.call("shadowing", kind="shadowing")
    events = [world.made(PeriodV1, "pair_formed", "period", call_id=str(named("shadowing")), parties=pair())]
    events.append(world.made(PeriodV1, "period_approved", "period", state="approved"))
    events.append(world.made(PeriodV1, "goals_form_due", "period", state="goals_due"))
    world.deliver(world.runtime, *events)
    world.pass_time("2013-08-05 09:02")
    assert world.kinds("anna") == ["N40", "N42"]


def test_a_person_who_was_merged_gets_one_mail_under_the_right_address(world: World) -> None:
    world.know("saara")
    world.know("double", same_as=str(named("saara")), email="double@hyria.example")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("saara")), str(named("double"))])
    world.pass_time("2013-08-05 10:00")
    assert (world.kinds("saara"), world.kinds("double")) == (["N21"], [])


def test_a_person_who_is_gone_is_not_written_to(world: World) -> None:
    world.know("saara")
    world.registration("saara", "place_offered", state="offered")
    world.deliver(world.runtime, world.event(PersonV1, "person_gone", id=named("saara"), organisation="hyria"))
    world.work()
    assert world.kinds("saara") == []
    assert [each.state for each in world.mails()] == ["needless"]


def test_what_another_deployment_acts_for_is_mailed_by_it_and_not_by_the_hub(world: World) -> None:
    world.know("saara")
    world.registration("saara", "place_offered", state="offered", organisation="tavastia")
    world.meeting("m2", organisation="tavastia")
    world.work()
    world.pass_time("2013-09-24 09:00")
    assert world.mails() == []


STREAM = [
    (RegistrationV1, "registration_submitted", {"state": "unconfirmed"}),
    (RegistrationV1, "registration_address_confirmed", {"state": "awaiting_supervisor"}),
    (RegistrationV1, "supervisor_approval_requested", {"state": "awaiting_supervisor", "approved": False}),
    (RegistrationV1, "supervisor_approved", {"state": "waitlisted", "approved": True, "approved_how": "supervisor"}),
    (RegistrationV1, "registration_waitlisted", {"state": "waitlisted", "queue_position": 1}),
    (RegistrationV1, "registration_confirmed", {"state": "confirmed", "queue_position": None}),
]


@pytest.mark.parametrize("seed", range(8))
def test_shuffled_doubled_and_late_events_make_each_message_once(world: World, seed: int) -> None:
    """P18: each mail at most once for an occasion and a person, in any order of arrival."""
    dice = random.Random(seed)
    ids = {"person_id": str(named("saara")), "group_id": str(named("g")), "supervisor_id": str(named("supervisor"))}
    events = [world.made(contract, name, "r", **(ids | values)) for contract, name, values in STREAM]
    events += [
        world.person("saara"),
        world.made(GroupV1, "group_confirmed", "g", state="confirmed", member_ids=[ids["person_id"]]),
    ]
    arriving = events * 2
    dice.shuffle(arriving)
    for start in range(0, len(arriving), 3):
        world.deliver(world.runtime, *arriving[start : start + 3])
    world.pass_time("2013-08-05 16:00")
    world.deliver(world.runtime, *arriving)
    world.work()
    assert world.kinds("saara").count("N12") == 1
    assert world.kinds("saara").count("N21") == 1
    assert world.kinds("saara")[-2:] == ["N12", "N21"]
    with world.runtime.work() as work:
        keys = (
            select(func.count())
            .select_from(Message)
            .group_by(Message.kind, Message.key_id, Message.key_version, Message.person_id)
        )
        assert set(work.session.scalars(keys)) == {1}


def test_republished_states_repeat_no_mail(world: World) -> None:
    world.know("saara")
    world.registration("saara", "place_offered", state="offered")
    world.work()
    again = world.event(
        RegistrationV1,
        "registration_republished",
        id=named("saara in g"),
        **world.records[("registration", "saara in g")],
    )
    world.deliver(world.runtime, again, again)
    world.work()
    assert world.kinds("saara") == ["N14"]


@pytest.mark.parametrize(
    ("occasion", "state", "told"),
    [
        ("pair_invited", "drafting", {"bertta": "N37"}),
        ("application_submitted", "submitted", {"annas boss": "N38", "berttas boss": "N38"}),
        ("period_approved", "goals_due", {"anna": "N40", "bertta": "N40"}),
        ("period_in_reserve", "under_review", {"anna": "N40_reserve", "bertta": "N40_reserve"}),
        ("period_in_reserve", "approved", {}),
        ("period_place_free", "under_review", {"anna": "N40_place", "bertta": "N40_place"}),
        ("period_place_free", "approved", {}),
        ("period_rejected", "rejected", {"anna": "N41", "bertta": "N41"}),
        ("goals_form_due", "goals_due", {"anna": "N42", "bertta": "N42"}),
        ("goals_reported", "goals_reported", {"annas boss": "N43", "berttas boss": "N43"}),
        ("period_day_missed", "in_progress", {"anna": "N45", "bertta": "N45", "pm": "N45"}),
        ("followup_due", "followup_due", {"anna": "N47", "bertta": "N47"}),
        ("followup_completed", "followup_complete", {"annas boss": "N50", "berttas boss": "N50"}),
    ],
)
def test_each_step_of_a_pair_period_is_told_to_the_right_people(
    world: World, occasion: str, state: str, told: dict[str, str]
) -> None:
    everybody = ("anna", "bertta", "annas boss", "berttas boss")
    for name in everybody:
        world.know(name, email=f"{name.replace(' ', '.')}@hyria.example")
    world.call("shadowing", kind="shadowing")
    world.happen(PeriodV1, "pair_formed", "period")
    world.records.clear()
    world.period(occasion, state=state)
    world.pass_time("2013-08-05 09:02")
    got = {name: world.kinds(name.replace(" ", ".")) for name in (*everybody, "pm")}
    assert {name: kinds[0] for name, kinds in got.items() if kinds} == told
