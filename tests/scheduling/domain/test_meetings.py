"""The state machines of meetings and reserve dates, cell by cell, and the guards of each step."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from services.scheduling.domain import meetings, reserve_dates
from services.scheduling.domain.errors import (
    CorrectionTooLate,
    DateHasPassed,
    MeetingTooLong,
    NotPossibleNow,
    NotStartedYet,
    ReasonMissing,
    TimeIncomplete,
    TimesReversed,
    TooLateToUndo,
)
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.reserve_dates import ReserveDate
from services.scheduling.domain.slots import Slot, checked
from shared.contracts import scheduling as contract

AFTERNOON = Slot(date(2013, 11, 21), time(13), time(15, 30))
OPEN = Slot(date(2013, 9, 5))

MEETING_TABLE = """
            set_time   set_place  substitute  hold  cancel     replace  restore    record    lock
scheduled   scheduled  scheduled  scheduled   held  cancelled  -        -          -         -
cancelled   -          -          -           -     -          moved    scheduled  -         -
moved       -          -          -           -     -          -        scheduled  -         -
held        -          -          held        -     cancelled  -        -          recorded  -
recorded    -          -          -           -     -          -        -          recorded  recorded
"""
RESERVE_TABLE = """
                activate   use   return          lapse   release   reactivate
held_available  activated  -     -               lapsed  released  -
activated       -          used  held_available  lapsed  -         -
used            -          -     -               lapsed  -         -
released        -          -     -               -       -         -
lapsed          -          -     -               -       -         activated
"""


def cells(table):
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return [(row[0], act, cell) for row in rows for act, cell in zip(head, row[1:], strict=True)]


@pytest.mark.parametrize(
    "machine, state, act, expected",
    [(meetings, *cell) for cell in cells(MEETING_TABLE)] + [(reserve_dates, *cell) for cell in cells(RESERVE_TABLE)],
)
def test_every_act_in_every_state_leads_where_the_table_says_or_is_refused(machine, state, act, expected):
    if expected == "-":
        with pytest.raises(NotPossibleNow):
            machine.after(state, act)
    else:
        assert machine.after(state, act) == expected


def test_the_tables_cover_every_state_and_every_act():
    assert {(state, act) for state, act, _ in cells(MEETING_TABLE)} == {
        (state, act) for state in meetings.STATES for act in meetings.ACTS
    }
    assert {(state, act) for state, act, _ in cells(RESERVE_TABLE)} == {
        (state, act) for state in reserve_dates.STATES for act in reserve_dates.ACTS
    }


def test_the_rules_and_the_contract_use_the_same_words():
    assert set(meetings.STATES) == set(contract.MEETING_STATES)
    assert set(reserve_dates.STATES) == set(contract.RESERVE_DATE_STATES)
    assert meetings.REASONS == contract.CANCELLATION_REASONS


def test_one_o_clock_stays_one_o_clock_over_the_change_of_summer_time():
    october, november = (
        Slot(date(2013, 10, 10), time(13), time(15, 30)),
        Slot(date(2013, 11, 7), time(13), time(15, 30)),
    )
    assert october.starts_at == datetime(2013, 10, 10, 10, tzinfo=UTC)
    assert november.starts_at == datetime(2013, 11, 7, 11, tzinfo=UTC)


def test_a_meeting_with_an_open_time_lasts_until_the_end_of_its_day():
    assert OPEN.is_open
    assert OPEN.minutes is None
    assert OPEN.ends_at == datetime(2013, 9, 5, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "slot, refusal",
    [
        (Slot(date(2013, 9, 5), time(13), None), TimeIncomplete),
        (Slot(date(2013, 9, 5), None, time(13)), TimeIncomplete),
        (Slot(date(2013, 9, 5), time(13), time(13)), TimesReversed),
        (Slot(date(2013, 9, 5), time(15), time(13)), TimesReversed),
        (Slot(date(2013, 9, 5), time(9), time(15, 1)), MeetingTooLong),
    ],
)
def test_times_that_make_no_sense_are_refused(slot, refusal):
    with pytest.raises(refusal):
        checked(slot)


def test_a_new_date_must_be_in_the_future():
    with pytest.raises(DateHasPassed):
        checked(AFTERNOON, after=AFTERNOON.starts_at)
    assert checked(AFTERNOON, after=AFTERNOON.starts_at - timedelta(seconds=1)) == AFTERNOON


def test_an_open_date_can_be_agreed_on_for_today():
    assert checked(OPEN, after=OPEN.starts_at + timedelta(hours=8)) == OPEN


def meeting(state="held", slot=AFTERNOON):
    return Meeting(uuid4(), 1, state, slot)


def test_attendance_waits_for_the_start_of_the_meeting():
    with pytest.raises(NotStartedYet):
        meetings.check_recording(meeting("scheduled"), AFTERNOON.starts_at - timedelta(seconds=1), coordinator=False)
    meetings.check_recording(meeting("scheduled"), AFTERNOON.starts_at, coordinator=False)


def test_a_mentor_corrects_for_thirty_days_and_a_coordinator_longer():
    late = AFTERNOON.ends_at + timedelta(days=32)
    with pytest.raises(CorrectionTooLate):
        meetings.check_recording(meeting("recorded"), late, coordinator=False)
    with pytest.raises(ReasonMissing):
        meetings.check_recording(meeting("recorded"), late, coordinator=True)
    meetings.check_recording(meeting("recorded"), late, coordinator=True, reason="told_later")


def test_the_first_record_is_never_too_late():
    meetings.check_recording(meeting("held"), AFTERNOON.ends_at + timedelta(days=200), coordinator=False)


def test_a_cancellation_can_be_undone_until_the_meeting_would_have_begun():
    meetings.check_restoring(meeting("cancelled"), AFTERNOON.starts_at - timedelta(seconds=1))
    with pytest.raises(TooLateToUndo):
        meetings.check_restoring(meeting("cancelled"), AFTERNOON.starts_at)


def reserve(state="held_available", day=date(2013, 11, 28)):
    return ReserveDate(uuid4(), state, Slot(day, time(13), time(15, 30)))


def test_a_reserve_date_that_has_passed_cannot_be_activated():
    passed = reserve()
    assert reserve_dates.is_usable(passed, passed.slot.starts_at - timedelta(seconds=1))
    assert not reserve_dates.is_usable(passed, passed.slot.starts_at)


def test_a_reserve_date_lapses_when_it_passes_while_meetings_remain():
    waiting = reserve()
    ahead = [Meeting(uuid4(), 5, "scheduled", Slot(date(2013, 12, 12), time(13), time(15, 30)))]
    assert reserve_dates.fate(waiting, ahead, waiting.slot.starts_at) is None
    assert reserve_dates.fate(waiting, ahead, waiting.slot.ends_at) == "lapse"


def test_a_reserve_date_is_released_when_every_meeting_is_recorded():
    assert reserve_dates.fate(reserve(), [meeting("recorded"), meeting("moved")], AFTERNOON.ends_at) == "release"


def test_a_reserve_date_waits_while_nobody_has_said_that_the_last_meeting_took_place():
    assert reserve_dates.fate(reserve(), [meeting("recorded"), meeting("held")], AFTERNOON.ends_at) is None
