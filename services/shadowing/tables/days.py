"""Days as JSON of a period's row. The place is typed by people and is never published."""

from datetime import date, time
from typing import Any
from uuid import UUID

from services.shadowing.domain.days import Day

PUBLISHED_OF_A_DAY = ("id", "date", "state", "method", "agreed_on")


def day_from(kept: dict[str, Any]) -> Day:
    """A day as the rules know it."""
    starts, ends, agreed_on = kept.get("starts"), kept.get("ends"), kept.get("agreed_on")
    return Day(
        UUID(kept["id"]),
        date.fromisoformat(kept["date"]),
        kept["state"],
        kept.get("method"),
        kept.get("place"),
        time.fromisoformat(starts) if starts else None,
        time.fromisoformat(ends) if ends else None,
        date.fromisoformat(agreed_on) if agreed_on else None,
    )


def day_kept(day: Day) -> dict[str, Any]:
    """A day as it is kept; what is not known is left out."""
    return {name: _kept(value) for name, value in vars(day).items() if value is not None}


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)
