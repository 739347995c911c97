"""Counting, finishing, and what can be done about a cancelled meeting."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from services.scheduling.domain import calendar, series
from services.scheduling.domain.cancellation import options_for_cancellation
from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.problems import problems
from services.scheduling.domain.reserve_dates import ReserveDate
from services.scheduling.domain.slots import Slot
from shared.clock import at_local


def slot(day, month, year=2013, *, timed=True):
    return Slot(date(year, month, day), time(13), time(15, 30)) if timed else Slot(date(year, month, day))


def meeting(number, when, state="scheduled", **more):
    return Meeting(uuid4(), number, state, when, **more)


def reserve(when, state="held_available", **more):
    return ReserveDate(uuid4(), state, when, **more)


def at(day, month, hour=9, year=2013) -> datetime:
    return at_local(date(year, month, day), time(hour))


def moved_pair(number, from_slot, to_slot, state="scheduled"):
    replacement = meeting(number, to_slot, state)
    cancelled = meeting(number, from_slot, "moved", replaced_by=replacement.id)
    return [cancelled, Meeting(**{**vars(replacement), "replaces": cancelled.id})]


def test_a_cancelled_meeting_and_its_replacement_are_one_planned_meeting():
    planned = [meeting(1, slot(15, 8), "recorded"), *moved_pair(4, slot(21, 11), slot(9, 1, 2014), "recorded")]
    assert series.held(planned) == 2
    assert series.moved(planned) == 1


def test_a_group_finishes_when_everything_is_recorded_and_no_reserve_date_waits():
    planned = [meeting(1, slot(15, 8), "recorded"), *moved_pair(2, slot(21, 11), slot(9, 1, 2014), "recorded")]
    now = at(9, 1, 16, 2014)
    assert series.state(planned, [reserve(slot(9, 1, 2014), "used")], now) == "finished"
    assert series.state(planned, [reserve(slot(9, 2, 2014))], now) == "active"


def test_a_meeting_without_a_record_keeps_the_group_open():
    assert series.state([meeting(1, slot(15, 8), "held")], [], at(1, 12)) == "active"


def test_a_meeting_that_never_got_a_new_date_is_waited_for_thirty_days():
    planned = [meeting(1, slot(15, 8), "recorded"), meeting(2, slot(12, 12), "cancelled")]
    assert series.state(planned, [], planned[1].replace_by - timedelta(seconds=1)) == "active"
    assert series.state(planned, [], planned[1].replace_by) == "finished"


def test_a_group_of_which_nothing_is_known_yet_has_not_finished():
    assert series.state([], [], at(1, 1)) == "planned"


def test_on_19_november_the_january_reserve_date_is_suggested():
    january = reserve(slot(9, 1, 2014))
    options = options_for_cancellation(meeting(4, slot(21, 11)), [january], at(19, 11))
    assert options.suggested == january


def test_on_5_december_the_reserve_date_of_28_november_has_passed():
    november = reserve(slot(28, 11), "lapsed")
    options = options_for_cancellation(meeting(5, slot(12, 12)), [november], at(5, 12))
    assert options.suggested is None
    assert options.passed == (november,)


def test_a_reserve_date_passes_even_before_its_timer_has_run():
    november = reserve(slot(28, 11))
    assert options_for_cancellation(meeting(5, slot(12, 12)), [november], at(28, 11, 14)).passed == (november,)


def test_a_reserve_date_is_not_offered_twice():
    used = reserve(slot(28, 11), "activated", replaces=uuid4())
    options = options_for_cancellation(meeting(5, slot(12, 12)), [used], at(20, 11))
    assert options.suggested is None
    assert options.spent == (used,)


@pytest.mark.parametrize("state", ["moved", "recorded"])
def test_there_is_nothing_to_choose_for_a_meeting_that_is_moved_or_recorded(state):
    with pytest.raises(NotPossibleNow):
        options_for_cancellation(meeting(1, slot(15, 8), state), [], at(1, 9))


def test_an_activated_reserve_date_keeps_its_calendar_entry():
    held = reserve(slot(9, 1, 2014), "activated", sequence=1)
    replacement = meeting(4, slot(9, 1, 2014), reserve_date_id=held.id, sequence=1)
    cancelled = meeting(4, slot(21, 11), "moved", sequence=1)
    shown = calendar.entries([cancelled, replacement], [held], date(2013, 11, 19))
    assert [(each.id, each.kind, each.status) for each in shown] == [
        (cancelled.id, "meeting", "cancelled"),
        (held.id, "meeting", "confirmed"),
    ]


def test_open_times_and_reserve_dates_are_tentative():
    shown = calendar.entries([meeting(1, slot(5, 9, timed=False))], [reserve(slot(28, 11))], date(2013, 8, 1))
    assert [each.status for each in shown] == ["tentative", "tentative"]


def test_cancelled_entries_leave_the_calendar_after_sixty_days():
    gone = [meeting(4, slot(21, 11), "cancelled")]
    assert calendar.entries(gone, [], date(2013, 11, 21) + timedelta(days=60))
    assert not calendar.entries(gone, [], date(2013, 11, 21) + timedelta(days=61))


def codes(meetings, reserves, now):
    return [each.code for each in problems(meetings, reserves, now)]


def test_a_coordinator_sees_the_worst_problem_first():
    planned = [
        meeting(1, slot(5, 9), "held"),
        meeting(2, slot(24, 10), "cancelled"),
        meeting(3, slot(25, 10, timed=False)),
        meeting(4, slot(19, 12), booked=False),
    ]
    now = at(24, 10)
    assert codes(planned, [], now) == ["mentor_double_booked", "not_replaced", "time_open", "not_recorded"]


def test_a_lapsed_reserve_date_is_told_while_meetings_are_ahead():
    assert codes([meeting(5, slot(12, 12))], [reserve(slot(28, 11), "lapsed")], at(1, 12)) == ["no_reserve_left"]
    assert codes([meeting(5, slot(12, 12), "recorded")], [reserve(slot(28, 11), "lapsed")], at(13, 12)) == []


def test_a_series_on_its_way_has_no_problems():
    assert (
        codes([meeting(1, slot(15, 8), "recorded"), meeting(2, slot(26, 9))], [reserve(slot(9, 1, 2014))], at(16, 8))
        == []
    )
