"""What is worth knowing of a date before it is saved. A flag warns and never forbids (dossier R19, R20, H20, H21)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from holidays import country_holidays

from services.scheduling.domain.closures import Closure
from services.scheduling.domain.slots import Slot

CODES = ("public_holiday", "weekend", "school_break", "exams", "closed", "busy", "gap", "other_weekday")
SHORTEST_GAP, LONGEST_GAP = timedelta(days=21), timedelta(days=49)  # as seen in 2013: about once a month
LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Flag:
    """A code of CODES, whom it concerns (nobody: everybody), and of what it says how much or which."""

    code: str
    people: tuple[UUID, ...] = ()
    organisation: str | None = None
    days: int | None = None
    assumed: bool = False


@dataclass(frozen=True)
class Member:
    """Where somebody works."""

    organisation: str
    unit: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """What is known about the time of a group's people."""

    members: Mapping[UUID, Member] = field(default_factory=dict)
    closures: Sequence[Closure] = ()
    busy: Mapping[UUID, Collection[Interval]] = field(default_factory=dict)


def public_holiday(day: date, language: str = "fi") -> str | None:
    """The name of a Finnish public holiday, or of an eve that most are free."""
    name: str | None = _holidays(day.year, LANGUAGES[language]).get(day)
    return name


def flags(slot: Slot, around: Surroundings) -> list[Flag]:
    """What is worth knowing of one date, the worst first."""
    found = [Flag("public_holiday")] if public_holiday(slot.date) else []
    found += [Flag("weekend")] if slot.date.weekday() > 4 else []
    found += _closed(slot.date, around)
    busy = tuple(sorted(who for who, taken in around.busy.items() if _overlaps(slot, taken)))
    return [*found, *([Flag("busy", busy)] if busy else [])]


def of_series(slots: Sequence[Slot], others: Sequence[Slot] = ()) -> dict[date, list[Flag]]:
    """What is worth knowing of dates together with the group's other dates: gaps and the odd weekday."""
    every = sorted({each.date for each in (*slots, *others)})
    usual = Counter(each.weekday() for each in every).most_common(1)
    new = {each.date for each in slots}
    found: dict[date, list[Flag]] = {}
    for before, day in zip([None, *every], every, strict=False):
        told = [Flag("other_weekday")] if len(every) > 2 and day.weekday() != usual[0][0] else []
        if before and not SHORTEST_GAP <= day - before <= LONGEST_GAP:
            told.append(Flag("gap", days=(day - before).days))
        if told and day in new:
            found.setdefault(day, []).extend(told)
        elif told and before in new and before:
            found.setdefault(before, []).extend(told)
    return found


def _closed(day: date, around: Surroundings) -> list[Flag]:
    found: dict[tuple[str, str, bool], list[UUID]] = {}
    for who, member in sorted(around.members.items()):
        for each in around.closures:
            if each.concerns(member.organisation, member.unit, day):
                found.setdefault((each.kind, each.organisation, each.assumed), []).append(who)
    ordered = sorted(found.items(), key=lambda each: (CODES.index(each[0][0]), -len(each[1]), each[0]))
    return [
        Flag(kind, tuple(dict.fromkeys(people)), organisation, assumed=assumed)
        for (kind, organisation, assumed), people in ordered
    ]


def _overlaps(slot: Slot, taken: Collection[Interval]) -> bool:
    """A date whose time is open clashes with nothing yet."""
    return not slot.is_open and any(begin < slot.ends_at and slot.starts_at < end for begin, end in taken)


@cache
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(country_holidays("FI", years=year, language=language))
