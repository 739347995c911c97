"""A date with its local times: what a meeting and a reserve date stand on.

A time that is still open stays open: it is never filled with a guess. Without a time a slot lasts the whole day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.scheduling.domain.errors import DateHasPassed, DateTooFar, MeetingTooLong, TimeIncomplete, TimesReversed
from shared.clock import at_local, end_of_day

LONGEST = timedelta(hours=6)
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, order=True)
class Slot:
    """A local date, with start and end once they are known."""

    date: date
    start: time | None = None
    end: time | None = None

    @property
    def is_open(self) -> bool:
        """Whether the clock time is still to be set."""
        return self.start is None or self.end is None

    @property
    def starts_at(self) -> datetime:
        """The first instant, UTC; the start of the day while the time is open."""
        return at_local(self.date, self.start or time.min)

    @property
    def ends_at(self) -> datetime:
        """The last instant, UTC; the end of the day while the time is open."""
        return at_local(self.date, self.end) if self.end else end_of_day(self.date)

    @property
    def minutes(self) -> int | None:
        """Length in minutes, also over a change of clock; None while the time is open."""
        if self.start is None or self.end is None:
            return None
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def checked(slot: Slot, *, after: datetime | None = None) -> Slot:
    """The slot if its times make sense and, where asked, it begins after an instant."""
    if after is not None:
        _check_day(slot.date, after.date())
    if (slot.start is None) != (slot.end is None):
        raise TimeIncomplete()
    if slot.minutes is not None and slot.minutes <= 0:
        raise TimesReversed()
    if slot.minutes is not None and timedelta(minutes=slot.minutes) > LONGEST:
        raise MeetingTooLong()
    if after is not None and (slot.ends_at if slot.is_open else slot.starts_at) <= after:
        raise DateHasPassed()
    return slot


def _check_day(day: date, today: date) -> None:
    if day < today - timedelta(days=1):
        raise DateHasPassed()
    if day > today + FURTHEST:
        raise DateTooFar()
