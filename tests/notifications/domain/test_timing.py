"""When mails leave: digests, reminders, working days."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.timing import (
    after_undo_time,
    attendance_nudge_at,
    desk_digest,
    reminder_at,
    start_of,
    supervisor_digest,
)
from services.notifications.domain.workdays import is_working_day, next_working_day, working_days_before
from shared.clock import HELSINKI, at_local, local_date

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("meeting", "reminder"),
    [
        ("2013-09-19", "2013-09-17"),
        ("2013-11-21", "2013-11-19"),
        ("2013-12-09", "2013-12-04"),  # over Independence Day and a weekend
        ("2014-01-09", "2014-01-07"),  # not over Epiphany
        ("2014-01-08", "2014-01-03"),  # over Epiphany and a weekend
    ],
)
def test_a_reminder_comes_two_working_days_before_at_nine(meeting: str, reminder: str) -> None:
    assert reminder_at(date.fromisoformat(meeting)) == at(f"{reminder} 09:00")


@given(DAYS, st.integers(1, 9))
def test_exactly_so_many_working_days_lie_between(day: date, count: int) -> None:
    before = working_days_before(day, count)
    assert is_working_day(before)
    between = [before + timedelta(days=n) for n in range((day - before).days)]
    assert sum(map(is_working_day, between)) == count


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    following = next_working_day(day)
    assert is_working_day(following)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range(1, (following - day).days))


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        ("2013-08-05 08:00", "2013-08-05 16:00"),  # a Monday
        ("2013-08-05 15:59", "2013-08-05 16:00"),
        ("2013-08-05 16:00", "2013-08-06 08:00"),
        ("2013-08-09 17:00", "2013-08-12 08:00"),  # Friday evening
        ("2013-08-10 10:00", "2013-08-12 08:00"),  # Saturday
        ("2013-12-05 18:00", "2013-12-09 08:00"),  # over Independence Day and a weekend
    ],
)
def test_a_supervisor_is_asked_this_afternoon_or_the_next_working_morning(asked: str, leaves: str) -> None:
    assert supervisor_digest(at(asked)) == at(leaves)


def test_a_supervisor_who_was_written_to_today_is_not_written_to_again_today() -> None:
    assert supervisor_digest(at("2013-08-06 10:00"), date(2013, 8, 6)) == at("2013-08-07 08:00")


@given(st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1)))
def test_a_desk_mail_leaves_on_a_monday_at_eight_within_a_week(when: datetime) -> None:
    happened = when.replace(tzinfo=HELSINKI)
    leaves = desk_digest(happened)
    assert (local_date(leaves).weekday(), leaves.astimezone(HELSINKI).time()) == (0, time(8))
    assert leaves > happened
    assert local_date(leaves) - local_date(happened) <= timedelta(days=7)


def test_a_mail_to_several_people_can_be_stopped_for_two_minutes() -> None:
    assert after_undo_time(at("2013-08-05 08:00")) == at("2013-08-05 08:02")


def test_missing_attendance_is_asked_for_on_the_next_working_day() -> None:
    assert attendance_nudge_at(date(2013, 12, 5)) == at("2013-12-09 09:00")


def test_a_meeting_without_times_begins_at_the_end_of_its_day_at_the_latest() -> None:
    assert start_of(date(2013, 9, 5), None) == at_local(date(2013, 9, 6), time(0))
    assert start_of(date(2013, 9, 5), time(13)) == at("2013-09-05 13:00")


def test_local_hours_hold_over_the_change_to_winter_time() -> None:
    assert reminder_at(date(2013, 10, 29)) == at("2013-10-25 09:00")
    assert reminder_at(date(2013, 10, 30)).isoformat() == "2013-10-28T07:00:00+00:00"
