"""A call of another year made anew: every date in the same week of the year, on the same weekday.

So a Thursday stays a Thursday, and what avoided the autumn break of week 42 still does.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

TITLE_LENGTH = 200


def moved(day: date, years: int) -> date:
    """The same weekday of the same ISO week, years later; of a week 53 that is missing, week 52."""
    year, week, weekday = day.isocalendar()
    try:
        return date.fromisocalendar(year + years, week, weekday)
    except ValueError:
        return date.fromisocalendar(year + years, week - 1, weekday)


def years_until(day: date, today: date) -> int:
    """The fewest years by which a day must move to lie ahead; at least one."""
    years = max(today.year - day.year, 1)
    return years if moved(day, years) >= today else years + 1


def renamed(texts: Mapping[str, Any], year: int, years: int) -> dict[str, Any]:
    """The texts with the year in them moved: "Verme 2013" becomes "Verme 2014"."""
    return {
        code: text.replace(str(year), str(year + years))[:TITLE_LENGTH] if text else text
        for code, text in texts.items()
    }
