"""When things must have happened: deadlines of groups, addresses, approvals and offers (decisions 1, 3, 4).

Guaranteed: no approval expires before its reminder, no offer outlives the start of the group.
Not guaranteed: school breaks do not stop any clock (decision 4).
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from shared.clock import at_local, end_of_day, local_date

ADDRESS_TIME = timedelta(hours=48)
OFFER_TIME = timedelta(days=5)
LATE_OFFER_TIME = timedelta(hours=24)
LATE = timedelta(days=7)
APPROVAL_WORKING_DAYS = 5
APPROVED_BEFORE_START = 2


def closes_on(first_meeting: date) -> date:
    """Last day to register to a group: a week before its first meeting."""
    return first_meeting - timedelta(days=7)


def is_open(closes: date | None, now: datetime) -> bool:
    """Whether a group's deadline has not passed; a group without dates stays open."""
    return closes is None or now <= end_of_day(closes)


@lru_cache
def _holidays() -> Collection[date]:
    return holidays.country_holidays("FI")


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no Finnish public holiday."""
    return day.weekday() < 5 and day not in _holidays()


def working_days_from(day: date, count: int) -> date:
    """The working day that lies `count` working days after (before, when negative) a day."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def confirm_by(submitted_at: datetime) -> datetime:
    """Last moment to confirm the address."""
    return submitted_at + ADDRESS_TIME


def approve_by(now: datetime, first_meeting: date | None) -> datetime:
    """Last moment for the supervisor: five working days, but two working days before the first meeting.

    A request made later than that can be answered until the end of the day on which it was made.
    """
    today = local_date(now)
    last = working_days_from(today, APPROVAL_WORKING_DAYS)
    if first_meeting is not None:
        last = min(last, working_days_from(first_meeting, -APPROVED_BEFORE_START))
    return end_of_day(max(last, today))


def remind_at(now: datetime, deadline: datetime) -> datetime:
    """Half of the time that is really left."""
    return now + max(deadline - now, timedelta()) / 2


def expire_at(deadline: datetime, reminded_at: datetime) -> datetime:
    """When an unanswered approval expires: a reminder sent late leaves the next working day to answer."""
    if reminded_at < deadline:
        return deadline
    return end_of_day(working_days_from(local_date(reminded_at), 1))


def offer_by(now: datetime, start: datetime | None) -> datetime:
    """Last moment to take an offered place: five days, a day when the start is near, never after the start."""
    if start is None:
        return now + OFFER_TIME
    span = OFFER_TIME if start - now >= LATE else LATE_OFFER_TIME
    return min(now + span, start)


def start_of(day: date | None, clock: time | None) -> datetime | None:
    """The instant at which a group starts; the beginning of the day while its time is open."""
    return None if day is None else at_local(day, clock or time())
