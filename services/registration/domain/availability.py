"""When people can usually meet: asked once, by weekday and part of the day (decision 1)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
PARTS = ("am", "pm", "eve")
SLOTS = tuple(f"{day}_{part}" for day in WEEKDAYS for part in PARTS)
MOST_WEEKS = 30


def answers(fits: Collection[str], if_needed: Collection[str]) -> list[dict[str, str]]:
    """One answer for every slot; what was ticked in both fits."""
    return [{"slot": slot, "answer": _answer(slot, fits, if_needed)} for slot in SLOTS]


def _answer(slot: str, fits: Collection[str], if_needed: Collection[str]) -> str:
    if slot in fits:
        return "yes"
    return "if_needed" if slot in if_needed else "no"


def ticked(availability: Iterable[dict[str, str]], answer: str) -> list[str]:
    """The slots with an answer, as a form shows them ticked."""
    return [each["slot"] for each in availability if each["answer"] == answer]


def week_of(day: date) -> str:
    """The ISO week of a day, such as 2013-W42."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The first day of an ISO week. Raises ValueError."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def weeks_between(first: date, last: date) -> list[str]:
    """The ISO weeks from one day to another, at most thirty."""
    monday = first - timedelta(days=first.weekday())
    found: list[str] = []
    while monday <= last and len(found) < MOST_WEEKS:
        found.append(week_of(monday))
        monday += timedelta(days=7)
    return found
