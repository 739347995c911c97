"""The two clocks.

Domain time rules deadlines, reminders and dates; for a demonstration or a test it can be set, and then runs on
from there. Real time rules tokens, sessions, versions, retries and leases, and can never be set.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def real_now() -> datetime:
    """Real time, aware UTC."""
    return datetime.now(UTC)


def real_microseconds() -> int:
    """Microseconds of real time since 1970; the base of event versions."""
    return int(real_now().timestamp() * 1_000_000)


@dataclass(frozen=True)
class DomainClock:
    """Domain time: real time plus an offset. The offset is zero outside demonstrations and tests."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Domain time, aware UTC."""
        return real_now() + self.offset

    @classmethod
    def showing(cls, instant: datetime) -> "DomainClock":
        """A clock that shows `instant` now and runs on."""
        return cls(instant - real_now())


def local_date(instant: datetime) -> date:
    """The calendar date in Finland at an instant."""
    return instant.astimezone(HELSINKI).date()


def at_local(day: date, clock: time) -> datetime:
    """The instant, UTC, of a local date and time in Finland."""
    return datetime.combine(day, clock, HELSINKI).astimezone(UTC)


def end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def end_of_day(day: date) -> datetime:
    """23:59:59 in Finland, the moment at which every deadline ends (dossier D)."""
    return at_local(day, time(23, 59, 59))
