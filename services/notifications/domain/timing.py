"""When a mail leaves, in domain time.

Every function takes the instant of the act and returns the earliest instant at which the mail may leave.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from services.notifications.domain.workdays import is_working_day, next_working_day, working_days_before
from shared.clock import HELSINKI, at_local

UNDO_TIME = timedelta(minutes=2)
MORNING = time(8)
AFTERNOON = time(16)
REMINDER_HOUR = time(9)


def at_once(at: datetime, last_sent: date | None = None) -> datetime:
    """Without delay."""
    return at


def after_undo_time(at: datetime, last_sent: date | None = None) -> datetime:
    """Two minutes later, so that a mail to several people can still be stopped (decision 23)."""
    return at + UNDO_TIME


def supervisor_digest(at: datetime, last_sent: date | None = None) -> datetime:
    """This working day at 16, unless a digest has left today already or 16 has passed; then the next one at 8."""
    local = at.astimezone(HELSINKI)
    if is_working_day(local.date()) and local.time() < AFTERNOON and last_sent != local.date():
        return at_local(local.date(), AFTERNOON)
    return at_local(next_working_day(local.date()), MORNING)


def days_later(days: int) -> Callable[[datetime, date | None], datetime]:
    """Some days later, in the morning of a working day."""

    def due(at: datetime, last_sent: date | None = None) -> datetime:
        day = at.astimezone(HELSINKI).date() + timedelta(days=days)
        return at_local(day if is_working_day(day) else next_working_day(day), MORNING)

    return due


def desk_digest(at: datetime, last_sent: date | None = None) -> datetime:
    """The next Monday at 8."""
    local = at.astimezone(HELSINKI)
    monday = at_local(local.date() + timedelta(days=-local.weekday() % 7), MORNING)
    return monday if monday > at else at_local(local.date() + timedelta(days=7 - local.weekday()), MORNING)


def reminder_at(day: date) -> datetime:
    """Two working days before a meeting, at 9."""
    return at_local(working_days_before(day, 2), REMINDER_HOUR)


def poll_reminder_at(closes_at: datetime) -> datetime:
    """Two days before a poll closes, at 9."""
    return at_local(closes_at.astimezone(HELSINKI).date() - timedelta(days=2), REMINDER_HOUR)


def attendance_nudge_at(day: date) -> datetime:
    """The working day after a meeting, at 9."""
    return at_local(next_working_day(day), REMINDER_HOUR)


def start_of(meeting_date: date, start: time | None) -> datetime:
    """The start of a meeting; midnight ends the day of a meeting whose time is open."""
    return at_local(meeting_date, start) if start else at_local(meeting_date + timedelta(days=1), time())


def days_after(day: date, days: int) -> datetime:
    """Midnight, some days after a day; for the expiry of links."""
    return at_local(day + timedelta(days=days), time())


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """An instant as a whole number; acts of the same unit of work have the same one."""
    return (at - EPOCH) // timedelta(microseconds=1)
