"""When people of an organisation are away together: school breaks, exams, closed days.

An organisation's own dates win. Where it has told none for a school year, the usual weeks are assumed: autumn week
42, winter week 8, Christmas. Breaks differ by town, so a unit in another town may have dates of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

KINDS = ("school_break", "exams", "closed")
AUTUMN_WEEK, WINTER_WEEK = 42, 8


@dataclass(frozen=True, order=True)
class Closure:
    """Days, both included, of an organisation or of one of its units."""

    organisation: str
    first: date
    last: date
    kind: str = "school_break"
    unit: str | None = None
    assumed: bool = False

    def concerns(self, organisation: str, unit: str | None, day: date) -> bool:
        """Whether somebody of this unit is away on a day."""
        return self.organisation == organisation and self.unit in (None, unit) and self.first <= day <= self.last


def school_year(day: date) -> int:
    """The year in which the school year of a day began, on 1 August."""
    return day.year if day.month >= 8 else day.year - 1


def usual(organisation: str, year: int, winter_week: int = WINTER_WEEK) -> list[Closure]:
    """The breaks that are assumed for a school year that began in `year`."""
    weeks = [(year, AUTUMN_WEEK), (year + 1, winter_week)]
    found = [(date.fromisocalendar(each, week, 1), date.fromisocalendar(each, week, 7)) for each, week in weeks]
    found.append((date(year, 12, 21), date(year + 1, 1, 6)))
    return [Closure(organisation, first, last, assumed=True) for first, last in sorted(found)]


def with_usual(
    told: Iterable[Closure], organisations: Iterable[str], years: Iterable[int], winter_weeks: dict[str, int]
) -> list[Closure]:
    """What organisations have told, and the usual breaks of the school years for which they told no break."""
    known = sorted(told)
    spoken = {(each.organisation, school_year(each.first)) for each in known if each.kind == "school_break"}
    assumed = [
        each
        for organisation in sorted(set(organisations))
        for year in sorted(set(years))
        if (organisation, year) not in spoken
        for each in usual(organisation, year, winter_weeks.get(organisation, WINTER_WEEK))
    ]
    return [*known, *assumed]
