"""An answer filled in for somebody to check: what they brought of their calendar, and told when they registered."""

from collections.abc import Collection, Mapping
from datetime import time

from services.scheduling.domain.flags import Interval
from services.scheduling.domain.slots import Slot

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON, EVENING = time(12), time(17)


def suggested(
    slot: Slot, busy: Collection[Interval], availability: Mapping[str, str], away_weeks: Collection[str]
) -> str | None:
    """`no` where they are busy or away, else what they told of that part of the week; None where they told nothing."""
    year, week, _ = slot.date.isocalendar()
    if any(begin < slot.ends_at and slot.starts_at < end for begin, end in busy):
        return "no"
    if f"{year}-W{week:02}" in away_weeks:
        return "no"
    return availability.get(part_of_week(slot), "no") if availability else None


def part_of_week(slot: Slot) -> str:
    """`thu_pm`, by the time at which the slot begins."""
    start = slot.start or NOON
    part = "am" if start < NOON else "pm" if start < EVENING else "eve"
    return f"{WEEKDAYS[slot.date.weekday()]}_{part}"
