"""Deadlines of groups, approvals and offers."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import deadlines
from shared.clock import at_local, end_of_day, local_date

INSTANTS = st.datetimes(datetime(2013, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(2013, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    "first_meeting, last_day",
    [
        (date(2013, 8, 29), date(2013, 8, 22)),
        (date(2013, 8, 15), date(2013, 8, 8)),
        (date(2013, 9, 5), date(2013, 8, 29)),
    ],
)
def test_the_three_groups_of_2013_close_a_week_before_their_first_meeting(first_meeting, last_day):
    assert deadlines.closes_on(first_meeting) == last_day


def test_a_group_is_open_until_the_last_second_of_its_last_day_in_finland():
    assert deadlines.is_open(date(2013, 8, 22), at_local(date(2013, 8, 22), time(23, 59, 59)))
    assert not deadlines.is_open(date(2013, 8, 22), at_local(date(2013, 8, 23), time(0, 0)))


@pytest.mark.parametrize(
    "day, working",
    [
        (date(2013, 12, 5), True),
        (date(2013, 12, 6), False),  # Independence Day, a Friday
        (date(2013, 12, 7), False),
        (date(2013, 12, 9), True),
        (date(2014, 1, 6), False),  # Epiphany, a Monday
        (date(2014, 5, 29), False),  # Ascension Day, a Thursday
    ],
)
def test_working_days_skip_weekends_and_public_holidays(day, working):
    assert deadlines.is_working_day(day) is working


def test_five_working_days_over_independence_day_end_on_the_next_thursday():
    assert deadlines.working_days_from(date(2013, 12, 4), 5) == date(2013, 12, 12)


def test_the_address_must_be_confirmed_in_48_hours():
    assert deadlines.confirm_by(datetime(2013, 6, 5, 9, tzinfo=UTC)) == datetime(2013, 6, 7, 9, tzinfo=UTC)


def test_the_supervisor_has_five_working_days_when_the_group_is_far():
    now = at_local(date(2013, 6, 5), time(10))
    assert deadlines.approve_by(now, date(2013, 8, 15)) == end_of_day(date(2013, 6, 12))


def test_the_supervisor_must_answer_two_working_days_before_the_first_meeting():
    now = at_local(date(2013, 8, 8), time(10))
    assert deadlines.approve_by(now, date(2013, 8, 15)) == end_of_day(date(2013, 8, 13))


def test_the_reminder_goes_at_half_of_the_time_that_is_really_left():
    now = datetime(2013, 8, 8, 8, tzinfo=UTC)
    assert deadlines.remind_at(now, now + timedelta(days=4)) == now + timedelta(days=2)


def test_an_offer_stands_five_days_a_day_when_the_start_is_near_and_never_after_the_start():
    start = datetime(2013, 9, 5, 10, tzinfo=UTC)
    assert deadlines.offer_by(start - timedelta(days=20), start) == start - timedelta(days=15)
    assert deadlines.offer_by(start - timedelta(days=3), start) == start - timedelta(days=2)
    assert deadlines.offer_by(start - timedelta(hours=5), start) == start


def test_a_group_with_an_open_time_starts_when_its_day_begins():
    assert deadlines.start_of(date(2013, 9, 5), None) == datetime(2013, 9, 4, 21, tzinfo=UTC)
    assert deadlines.start_of(None, None) is None


@given(now=INSTANTS, first_meeting=st.none() | DAYS)
def test_an_approval_is_never_due_before_it_was_asked_for(now, first_meeting):
    assert deadlines.approve_by(now, first_meeting) >= now


@given(asked=INSTANTS, late=st.timedeltas(timedelta(), timedelta(days=60)), first_meeting=DAYS)
def test_no_approval_expires_before_its_reminder_however_late_it_went_out(asked, late, first_meeting):
    deadline = deadlines.approve_by(asked, first_meeting)
    reminded_at = deadlines.remind_at(asked, deadline) + late
    assert deadlines.expire_at(deadline, reminded_at) > reminded_at - timedelta(seconds=1)


@given(day=DAYS, count=st.integers(-15, 15))
def test_working_days_counted_forth_and_back_are_working_days(day, count):
    found = deadlines.working_days_from(day, count)
    assert count == 0 or deadlines.is_working_day(found)
    between = range(abs((found - day).days))
    step = 1 if count > 0 else -1
    assert sum(deadlines.is_working_day(day + timedelta(days=step * (n + 1))) for n in between) == abs(count)


@given(now=INSTANTS, left=st.timedeltas(timedelta(seconds=1), timedelta(days=90)))
def test_an_offer_never_outlives_the_start(now, left):
    assert now < deadlines.offer_by(now, now + left) <= now + left


@given(now=INSTANTS)
def test_local_dates_follow_finland(now):
    assert end_of_day(local_date(now)) >= now - timedelta(seconds=1)
