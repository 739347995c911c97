"""Dates from a rhythm, such as "on Thursday afternoons, once a month": a proposal that avoids what is known.

Each date is moved by a week at most where the week beside it suits more people.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from services.scheduling.domain.flags import Surroundings, flags
from services.scheduling.domain.slots import Slot

WEEK = timedelta(days=7)
MOST = 12


@dataclass(frozen=True)
class Rhythm:
    """`weekday`: 0 is Monday; `weeks` between meetings, None for once a month."""

    weekday: int
    since: date
    count: int
    weeks: int | None = None
    start: time | None = None
    end: time | None = None


def proposed(rhythm: Rhythm, around: Surroundings, taken: Sequence[date] = ()) -> list[Slot]:
    """Dates of the rhythm, each where the fewest people are away; never on a date that is taken."""
    found: list[date] = []
    for target in _targets(rhythm):
        free = [each for each in (target, target + WEEK, target - WEEK) if _is_free(each, rhythm, found, taken)]
        if free:
            found.append(min(free, key=lambda each: (_cost(each, rhythm, around), free.index(each))))
    return [Slot(each, rhythm.start, rhythm.end) for each in sorted(found)]


def _targets(rhythm: Rhythm) -> list[date]:
    first = rhythm.since + timedelta(days=(rhythm.weekday - rhythm.since.weekday()) % 7)
    count = min(rhythm.count, MOST)
    if rhythm.weeks:
        return [first + number * rhythm.weeks * WEEK for number in range(count)]
    nth = (first.day - 1) // 7
    return [_nth_weekday(first, months, nth) for months in range(count)]


def _nth_weekday(first: date, months: int, nth: int) -> date:
    """The same weekday of a later month, such as its second Thursday; its last where it has no fifth."""
    year, month = first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1
    beginning = date(year, month, 1)
    day = 1 + (first.weekday() - beginning.weekday()) % 7 + nth * 7
    return date(year, month, day if day <= monthrange(year, month)[1] else day - 7)


def _is_free(day: date, rhythm: Rhythm, found: Sequence[date], taken: Sequence[date]) -> bool:
    return day >= rhythm.since and day not in found and day not in taken


def _cost(day: date, rhythm: Rhythm, around: Surroundings) -> int:
    told = flags(Slot(day, rhythm.start, rhythm.end), around)
    return sum(len(each.people) or len(around.members) or 1 for each in told)
