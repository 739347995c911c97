"""Cancelling, moving, undoing, setting times, recording: who may, when, and what is told."""

from datetime import date, time
from threading import Barrier, Thread

import pytest

from services.scheduling import commands
from services.scheduling.commands import Replacement
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.errors import (
    AgreedInFuture,
    CardMissing,
    DateHasPassed,
    MentorDoubleBooked,
    NotAMember,
    NothingToSet,
    NotPossibleNow,
    NotStartedYet,
    ReserveDateUnavailable,
    SeriesFinished,
    TooLateToUndo,
)
from services.scheduling.tables import Participation
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from tests.scheduling.conftest import named

NOVEMBER = named("siht1 2013-11-21")
JANUARY = Replacement("reserve_date", named("siht1 2014-01-09"))


@pytest.fixture
def ill_mentor(scheduling):
    """On 19 November the mentor cancels 21 November and takes the reserve date in the same act."""
    scheduling.pass_time("2013-11-19")
    scheduling.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill", JANUARY)
    return scheduling


def test_cancelling_and_taking_the_reserve_date_is_one_act(ill_mentor):
    names = ("meeting_cancelled", "meeting_moved", "reserve_date_activated")
    assert [name for name, _ in ill_mentor.told(*names)] == [
        "meeting_cancelled",
        "reserve_date_activated",
        "meeting_moved",
    ]
    replacement = ill_mentor.meeting("siht1", "2014-01-09")
    moved = ill_mentor.meeting("siht1", "2013-11-21")
    assert (moved.state_, moved.replaced_by, moved.cancellation_reason) == ("moved", replacement.id, "mentor_ill")
    assert (replacement.number, replacement.replaces, replacement.slot.start) == (4, moved.id, time(13))
    assert ill_mentor.reserve("siht1").replaces == moved.id
    assert (ill_mentor.series("siht1").meetings_planned, ill_mentor.series("siht1").meetings_moved) == (4, 1)


def test_a_reserve_date_that_has_passed_cannot_be_activated(scheduling):
    scheduling.pass_time("2013-12-05")
    with pytest.raises(ReserveDateUnavailable):
        scheduling.does(
            "mentor",
            "cancel_meeting",
            named("ope 2013-12-12"),
            "mentor_ill",
            Replacement("reserve_date"),
        )
    assert scheduling.meeting("ope", "2013-12-12").state_ == "scheduled"


def test_a_reserve_date_cannot_be_used_twice(ill_mentor):
    with pytest.raises(NotPossibleNow):
        ill_mentor.does("mentor", "replace_meeting", NOVEMBER, JANUARY)
    ill_mentor.does("mentor", "cancel_meeting", ill_mentor.meeting("siht1", "2014-01-09").id, "weather")
    with pytest.raises(ReserveDateUnavailable):
        ill_mentor.does("mentor", "replace_meeting", ill_mentor.meeting("siht1", "2014-01-09").id, JANUARY)
    assert ill_mentor.reserve("siht1").state_ == "lapsed"


def test_another_groups_reserve_date_does_not_exist_for_this_one(scheduling):
    with pytest.raises(NotFound):
        scheduling.does("mentor", "cancel_meeting", named("ope 2013-12-12"), "other", JANUARY)


def test_cancelling_the_meeting_on_a_reserve_date_lets_it_lapse(ill_mentor):
    ill_mentor.does("mentor", "cancel_meeting", ill_mentor.meeting("siht1", "2014-01-09").id, "weather")
    assert ill_mentor.reserve("siht1").state_ == "lapsed"
    assert ill_mentor.series("siht1").state_ == "active"


def test_an_undone_cancellation_takes_its_replacement_away_and_returns_the_reserve_date(ill_mentor):
    replacement = ill_mentor.meeting("siht1", "2014-01-09")
    ill_mentor.set_clock("2013-11-21 12:59")
    ill_mentor.does("mentor", "undo_cancellation", NOVEMBER)
    meeting, reserve = ill_mentor.meeting("siht1", "2013-11-21"), ill_mentor.reserve("siht1")
    assert (meeting.state_, meeting.replaced_by, meeting.cancellation_reason) == ("scheduled", None, None)
    assert (reserve.state_, reserve.replaces) == ("held_available", None)
    assert reserve.sequence > replacement.sequence
    gone = [data["id"] for _, data in ill_mentor.told("meeting_gone")]
    assert gone == [str(replacement.id)]
    assert [name for name, _ in ill_mentor.told("meeting_restored", "reserve_date_returned")] == [
        "reserve_date_returned",
        "meeting_restored",
    ]


def test_after_an_undo_the_same_reserve_date_can_be_taken_again(ill_mentor):
    ill_mentor.does("mentor", "undo_cancellation", NOVEMBER)
    ill_mentor.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill", JANUARY)
    assert ill_mentor.reserve("siht1").state_ == "activated"
    assert ill_mentor.series("siht1").meetings_moved == 1


def test_a_cancellation_cannot_be_undone_when_the_meeting_should_have_begun(ill_mentor):
    ill_mentor.set_clock("2013-11-21 13:00")
    with pytest.raises(TooLateToUndo):
        ill_mentor.does("mentor", "undo_cancellation", NOVEMBER)


def test_undoing_the_cancellation_of_a_replacement_brings_its_reserve_date_back(ill_mentor):
    replacement = ill_mentor.meeting("siht1", "2014-01-09")
    ill_mentor.does("mentor", "cancel_meeting", replacement.id, "weather")
    ill_mentor.does("mentor", "undo_cancellation", replacement.id)
    assert ill_mentor.reserve("siht1").state_ == "activated"


def test_a_replacement_that_was_replaced_again_is_not_undone_over_its_head(ill_mentor):
    replacement = ill_mentor.meeting("siht1", "2014-01-09")
    later = Replacement("new_date", None, date(2014, 1, 16), time(13), time(15, 30))
    ill_mentor.does("mentor", "cancel_meeting", replacement.id, "weather", later)
    with pytest.raises(NotPossibleNow):
        ill_mentor.does("mentor", "undo_cancellation", NOVEMBER)


def test_a_meeting_can_move_to_a_date_that_was_agreed_on(scheduling):
    scheduling.pass_time("2013-12-05")
    agreed = Replacement("new_date", None, date(2013, 12, 17), time(9), time(11, 30))
    scheduling.does("mentor", "cancel_meeting", named("ope 2013-12-12"), "venue", agreed)
    moved = scheduling.meeting("ope", "2013-12-17")
    assert (moved.number, moved.slot.start, moved.sequence) == (5, time(9), 0)


def test_a_meeting_cannot_move_into_the_past(scheduling):
    scheduling.pass_time("2013-12-05")
    with pytest.raises(DateHasPassed):
        scheduling.does(
            "mentor",
            "cancel_meeting",
            named("ope 2013-12-12"),
            "venue",
            Replacement("new_date", None, date(2013, 12, 4)),
        )


def test_a_mentor_is_never_in_two_places(scheduling):
    scheduling.pass_time("2013-11-01")
    clash = Replacement("new_date", None, date(2013, 11, 21), time(15), time(17))
    with pytest.raises(MentorDoubleBooked):
        scheduling.does("mentor", "cancel_meeting", named("ope 2013-12-12"), "venue", clash)
    after_it = Replacement("new_date", None, date(2013, 11, 21), time(15, 30), time(17))
    scheduling.does("mentor", "cancel_meeting", named("ope 2013-12-12"), "venue", after_it)
    assert scheduling.meeting("ope", "2013-11-21").number == 5


def test_a_meeting_that_nobody_came_to_lead_can_be_cancelled_until_it_is_recorded(scheduling):
    scheduling.pass_time("2013-11-22")
    assert scheduling.meeting("siht1", "2013-11-21").state_ == "held"
    scheduling.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill", JANUARY)
    assert scheduling.series("siht1").meetings_held == 3


@pytest.mark.parametrize("who", ["siht11", "stranger", "coordinator"])
def test_members_strangers_and_other_coordinators_cancel_nothing(scheduling, who):
    for command, more in (("cancel_meeting", ["mentor_ill"]), ("undo_cancellation", [])):
        with pytest.raises(Forbidden):
            scheduling.does(who, command, NOVEMBER, *more)
    with pytest.raises(Forbidden):
        scheduling.does(who, "set_series_times", named("siht1"), time(9), time(11))
    with pytest.raises(Forbidden):
        scheduling.does(who, "mark_agreed", named("siht1"), date(2013, 8, 1))
    scheduling.set_clock("2013-11-21 16:00")
    with pytest.raises(Forbidden):
        scheduling.does(who, "record_attendance", NOVEMBER, Exceptions())


def test_the_project_manager_may_cancel_for_the_mentor(scheduling):
    scheduling.does("pm", "cancel_meeting", NOVEMBER, "mentor_ill")
    assert scheduling.meeting("siht1", "2013-11-21").state_ == "cancelled"


def test_a_mentor_who_was_replaced_has_no_say_any_more(scheduling):
    scheduling.deliver(scheduling.runtime, scheduling.group("siht1", "group_changed", mentor_ids=[named("pm")]))
    with pytest.raises(Forbidden):
        scheduling.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill")


def test_times_set_for_a_series_are_one_notice(scheduling):
    scheduling.set_clock("2013-09-02")
    scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15, 30))
    told = scheduling.told("meeting_time_confirmed", "series_times_confirmed")
    assert [name for name, _ in told] == ["meeting_time_confirmed"] * 4 + ["series_times_confirmed"]
    assert [(data["start"], data["sequence"]) for _, data in told[:4]] == [("13:00", 1)] * 4


def test_the_same_times_again_change_nothing(scheduling):
    scheduling.does("mentor", "set_series_times", named("ope"), time(13), time(15, 30))
    assert scheduling.told("meeting_time_confirmed", "series_times_confirmed") == []


def test_new_times_move_the_reserve_date_too(scheduling):
    scheduling.does("mentor", "set_series_times", named("ope"), time(9), time(11, 30))
    assert (scheduling.reserve("ope").start, scheduling.reserve("ope").sequence) == (time(9), 1)


def test_one_meeting_can_have_its_own_time(scheduling):
    scheduling.does("mentor", "set_meeting_time", named("ope 2013-12-12"), time(9), time(11, 30))
    assert scheduling.meeting("ope", "2013-12-12").sequence == 1
    assert scheduling.meeting("ope", "2013-11-07").sequence == 0


def test_there_is_no_time_to_set_when_every_meeting_is_over(scheduling):
    scheduling.pass_time("2013-12-20")
    with pytest.raises(NothingToSet):
        scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15))


def test_the_day_of_the_agreement_is_noted_and_can_be_taken_back(scheduling):
    scheduling.pass_time("2013-08-29 16:00")
    scheduling.does("mentor", "mark_agreed", named("ope"), date(2013, 8, 29))
    assert scheduling.told("series_changed")[-1][1]["agreed_on"] == "2013-08-29"
    with pytest.raises(AgreedInFuture):
        scheduling.does("mentor", "mark_agreed", named("ope"), date(2013, 8, 30))
    scheduling.does("mentor", "mark_agreed", named("ope"), None)
    assert scheduling.series("ope").agreed_on is None


FIRST = named("ope 2013-08-29")


def test_attendance_is_recorded_from_the_start_with_everybody_present(scheduling):
    scheduling.set_clock("2013-08-29 12:59")
    with pytest.raises(NotStartedYet):
        scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    scheduling.set_clock("2013-08-29 13:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    meeting = scheduling.meeting("ope", "2013-08-29")
    assert (meeting.state_, meeting.present, meeting.held_minutes) == ("recorded", 7, 150)
    told = scheduling.told("participation_recorded")
    assert {data["attendances"][0]["employer"] for _, data in told} == {"tavastia", "hyria"}
    assert len(told) == 7
    assert [name for name, _ in scheduling.told("meeting_held", "group_started", "attendance_recorded")] == [
        "meeting_held",
        "attendance_recorded",
        "group_started",
    ]


def test_a_correction_tells_only_of_those_whose_attendance_changed(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions(absent=[named("ope3")]))
    told = scheduling.told("participation_recorded")
    assert [data["person_id"] for _, data in told[7:]] == [str(named("ope3"))]
    assert scheduling.meeting("ope", "2013-08-29").present == 6


def test_a_correction_stays_in_the_history(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    for exceptions in (Exceptions(), Exceptions(absent=[named("ope3")])):
        scheduling.does("mentor", "record_attendance", FIRST, exceptions)
    with scheduling.runtime.sessions() as session:
        rows = session.query(AuditRow).filter_by(what="marked").order_by(AuditRow.id).all()
        assert rows[-1].data["before"] == "present"
        assert (rows[-1].data["status"], rows[-1].who) == ("absent", named("mentor"))


def test_actual_times_count_when_they_differ_from_the_plan(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions(), time(13), time(15))
    assert scheduling.meeting("ope", "2013-08-29").held_minutes == 120
    assert scheduling.told("participation_recorded")[0][1]["attendances"][0]["minutes"] == 120


def test_a_meeting_without_a_time_counts_the_groups_usual_length(scheduling):
    scheduling.pass_time("2013-09-06")
    scheduling.does("mentor", "record_attendance", named("siht2 2013-09-05"), Exceptions())
    meeting = scheduling.meeting("siht2", "2013-09-05")
    assert (meeting.held_minutes, meeting.start) == (150, None)


def test_a_stranger_is_not_marked(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    with pytest.raises(NotAMember):
        scheduling.does("mentor", "record_attendance", FIRST, Exceptions(absent=[named("stranger")]))


def test_attendance_stays_when_somebody_leaves_the_group(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    fewer = [named(f"ope{number}") for number in range(2, 8)]
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_changed", member_ids=fewer))
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions(absent=[named("ope2")]))
    assert scheduling.meeting("ope", "2013-08-29").present == 6
    scheduling.pass_time("2013-09-19 16:00")
    scheduling.does("mentor", "record_attendance", named("ope 2013-09-19"), Exceptions())
    assert scheduling.meeting("ope", "2013-09-19").present == 6


def test_somebody_who_changed_employer_keeps_the_old_one_on_earlier_meetings(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    scheduling.deliver(scheduling.runtime, scheduling.person("ope3", "tavastia"))
    scheduling.pass_time("2013-09-19 16:00")
    scheduling.does("mentor", "record_attendance", named("ope 2013-09-19"), Exceptions())
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions(absent=[named("ope3")]))
    last = [data for _, data in scheduling.told("participation_recorded") if data["person_id"] == str(named("ope3"))]
    assert [each["employer"] for each in last[-1]["attendances"]] == ["hyria", "tavastia"]


def test_nothing_is_saved_while_a_members_card_is_missing(empty):
    empty.set_clock("2013-08-29 15:00")
    known = [each for each in empty.everybody() if each.subject != named("ope7")]
    empty.deliver(empty.runtime, *known, empty.group("ope"))
    with pytest.raises(CardMissing):
        empty.does("mentor", "record_attendance", FIRST, Exceptions())
    assert empty.meeting("ope", "2013-08-29").state_ == "scheduled"
    assert empty.told("participation_recorded", "meeting_held") == []


def test_a_member_tells_in_advance_that_she_cannot_come(scheduling):
    scheduling.does("ope1", "tell_absence", FIRST)
    told = scheduling.told("participation_recorded")[-1][1]
    assert [(each["status"], each["minutes"]) for each in told["attendances"]] == [("absent_notified", 0)]
    scheduling.does("ope1", "take_back_absence", FIRST)
    assert scheduling.told("participation_recorded")[-1][1]["attendances"] == []


@pytest.mark.parametrize("who", ["mentor", "stranger", "siht11"])
def test_only_a_member_tells_of_her_own_absence(scheduling, who):
    with pytest.raises(Forbidden):
        scheduling.does(who, "tell_absence", FIRST)


def test_absence_is_told_before_the_meeting_begins(scheduling):
    scheduling.set_clock("2013-08-29 13:00")
    with pytest.raises(NotPossibleNow):
        scheduling.does("ope1", "tell_absence", FIRST)


def test_a_told_absence_is_forgotten_when_the_meeting_is_cancelled(scheduling):
    scheduling.does("siht11", "tell_absence", NOVEMBER)
    scheduling.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill", JANUARY)
    scheduling.does("siht11", "tell_absence", scheduling.meeting("siht1", "2014-01-09").id)
    scheduling.does("mentor", "undo_cancellation", NOVEMBER)
    assert scheduling.told("participation_recorded")[-1][1]["attendances"] == []


def test_a_member_under_two_identities_is_still_a_member(scheduling):
    scheduling.deliver(
        scheduling.runtime, scheduling.person("ope1", email="old@hyria.example", same_as=named("stranger"))
    )
    scheduling.does("stranger", "tell_absence", FIRST)
    assert scheduling.told("participation_recorded")[-1][1]["person_id"] == str(named("ope1"))


def test_a_finished_group_is_not_changed_any_more(scheduling):
    scheduling.does("pm", "cancel_meeting", named("siht2 2013-12-19"), "other")
    scheduling.pass_time("2014-01-25")
    for day in ("2013-09-05", "2013-10-24", "2013-11-14"):
        scheduling.does("mentor", "record_attendance", named(f"siht2 {day}"), Exceptions())
    assert scheduling.series("siht2").state_ == "finished"
    with pytest.raises(SeriesFinished):
        scheduling.does(
            "pm", "replace_meeting", named("siht2 2013-12-19"), Replacement("new_date", None, date(2014, 2, 6))
        )


def test_a_person_has_one_participation_in_a_group(scheduling):
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", FIRST, Exceptions())
    with scheduling.runtime.sessions() as session:
        assert session.query(Participation).count() == 7


def test_every_command_of_the_service_is_named_in_its_package():
    assert all(callable(getattr(commands, each)) for each in commands.__all__)


def at_once(*acts):
    """Run all at the same moment, each in its own thread; what each raised, or None."""
    ready, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        ready.wait()
        try:
            act()
        except Exception as error:
            outcomes[index] = type(error)

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return outcomes


def test_two_who_take_the_same_reserve_date_at_once_take_it_once(scheduling):
    scheduling.pass_time("2013-11-19")
    act = [lambda: scheduling.does("mentor", "cancel_meeting", NOVEMBER, "mentor_ill", JANUARY)] * 2
    assert sorted(map(str, at_once(*act))) == sorted(map(str, [None, NotPossibleNow]))
    assert len(scheduling.told("reserve_date_activated")) == 1


@pytest.mark.parametrize("_", range(5))
def test_two_groups_that_book_the_same_mentor_at_once_get_one_time(scheduling, _):
    new = Replacement("new_date", None, date(2013, 12, 3), time(9), time(11))
    meetings = (named("ope 2013-12-12"), named("siht1 2013-11-21"))
    acts = [lambda each=each: scheduling.does("mentor", "cancel_meeting", each, "venue", new) for each in meetings]
    assert sorted(map(str, at_once(*acts))) == sorted(map(str, [None, MentorDoubleBooked]))
