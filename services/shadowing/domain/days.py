"""The days of a period: how many, which dates can be used, and when they count as kept.

A day counts as kept unless somebody said otherwise (decision 13).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from holidays import HolidayBase, country_holidays

from services.shadowing.domain.errors import (
    DayInThePast,
    DayTaken,
    LongerThanYear,
    NotOneWeek,
    NotWorkingDay,
    OutsideWindow,
    WrongNumberOfDays,
)

SATURDAY = 5
YEAR = timedelta(days=366)
UPCOMING = ("planned", "moved")


@dataclass(frozen=True)
class Day:
    """One planned day; `moved` means: planned, on another date than first agreed, which stays in `agreed_on`."""

    id: UUID
    date: date
    state: str = "planned"
    method: str | None = None
    place: str | None = None
    starts: time | None = None
    ends: time | None = None
    agreed_on: dt.date | None = None


@dataclass(frozen=True)
class DayRules:
    """What the days of one period must fit into."""

    count: int
    shape: str
    today: date
    first: date | None = None
    last: date | None = None
    taken: frozenset[date] = frozenset()


@lru_cache(maxsize=32)
def _public_holidays(year: int) -> HolidayBase:
    return country_holidays("FI", years=year)


def is_working_day(day: date) -> bool:
    """Whether people work: not a weekend, not a Finnish public holiday or a holiday eve of the calendar."""
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def whole_week(first: date, count: int) -> tuple[date, ...]:
    """The calendar days of a contiguous period that begins on a day."""
    return tuple(first + timedelta(days=each) for each in range(count))


def check_days(days: Sequence[date], rules: DayRules) -> None:
    """Raise what is wrong with the dates of a whole plan."""
    if len(set(days)) != rules.count or len(days) != rules.count:
        raise WrongNumberOfDays(needed=rules.count, given=len(set(days)))
    for day in sorted(days):
        check_day(day, rules)
    if rules.shape == "year_long" and days and max(days) > min(days) + YEAR:
        raise LongerThanYear(first=min(days), last=max(days))
    if rules.shape == "contiguous_week" and tuple(sorted(days)) != whole_week(min(days), rules.count):
        raise NotOneWeek(needed=rules.count)


def check_day(day: date, rules: DayRules) -> None:
    """Raise what is wrong with one date."""
    if day <= rules.today:
        raise DayInThePast(date=day)
    if not is_working_day(day):
        raise NotOneWeek(needed=rules.count) if rules.shape == "contiguous_week" else NotWorkingDay(date=day)
    if (rules.first and day < rules.first) or (rules.last and day > rules.last):
        raise OutsideWindow(date=day, first=rules.first, last=rules.last)
    if day in rules.taken:
        raise DayTaken(date=day)


def settle(days: Iterable[Day], today: date) -> tuple[Day, ...]:
    """Days that have passed count as kept, unless somebody said otherwise."""
    return tuple(replace(day, state="kept") if day.date < today and day.state in UPCOMING else day for day in days)


def changed(days: Iterable[Day], day_id: UUID, state: str, new_date: date | None = None) -> tuple[Day, ...]:
    """The days, one of them in another state and perhaps on another date; by date."""
    found = [_changed(day, state, new_date) if day.id == day_id else day for day in days]
    return tuple(sorted(found, key=lambda day: day.date))


def _changed(day: Day, state: str, new_date: date | None) -> Day:
    if new_date is None:
        return replace(day, state=state)
    return replace(day, state=state, date=new_date, agreed_on=day.agreed_on or day.date)


def placed(days: Iterable[Day], day_ids: Collection[UUID], arrangement: Mapping[str, Any]) -> tuple[Day, ...]:
    """The days, some of them with how, where and when: `method`, `place`, `starts`, `ends`."""
    return tuple(replace(day, **arrangement) if day.id in day_ids else day for day in days)


def called_off(days: Iterable[Day], today: date) -> tuple[Day, ...]:
    """The days of a period that was interrupted: those that have not passed are called off."""
    return tuple(
        replace(day, state="called_off") if day.date >= today and day.state in UPCOMING else day for day in days
    )


def open_days(days: Iterable[Day], today: date) -> tuple[Day, ...]:
    """The days to which an amendment can give new dates: to come, or called off."""
    return tuple(day for day in days if day.state == "called_off" or (day.date > today and day.state in UPCOMING))


def amended(days: Iterable[Day], dates: Collection[date], today: date) -> tuple[Day, ...]:
    """The days with new dates for those that were open; what stays where it was is not moved."""
    known = tuple(days)
    free = open_days(known, today)
    staying = {day.date for day in free if day.date in dates and day.state != "called_off"}
    leaving = [day for day in free if day.date not in staying]
    anew = [_changed(day, "moved", new) for day, new in zip(leaving, sorted({*dates} - staying), strict=True)]
    kept = [day for day in known if day not in leaving]
    return tuple(sorted([*kept, *anew], key=lambda day: day.date))


def middle(dates: Collection[date]) -> date:
    """The day half-way between the first and the last."""
    return min(dates) + (max(dates) - min(dates)) / 2


def realised(days: Collection[Day]) -> int:
    """How many days were kept."""
    return sum(day.state == "kept" for day in days)


@dataclass(frozen=True)
class Tally:
    """What was agreed against what became of it."""

    agreed: int
    kept: int
    missed: int
    to_come: int
    moved: int
    called_off: int = 0


def tally(days: Collection[Day]) -> Tally:
    """Planned against realised: every day is kept, missed, called off or to come; a moved one counts besides."""
    kept, missed = realised(days), sum(day.state == "missed" for day in days)
    called_off = sum(day.state == "called_off" for day in days)
    moved = sum(day.agreed_on not in (None, day.date) for day in days)
    return Tally(len(days), kept, missed, len(days) - kept - missed - called_off, moved, called_off)
