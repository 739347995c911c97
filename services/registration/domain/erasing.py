"""Being forgotten: how the answers of the services are read, and when one is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LATE_AFTER = timedelta(days=7)
LIMIT = timedelta(days=30)  # one month: GDPR 12(3)


@dataclass(frozen=True)
class Line:
    """One service of one deployment: done, or waited for."""

    deployment: str
    service: str
    done_at: datetime | None
    deleted: int
    kept: tuple[Mapping[str, Any], ...]
    late: bool


def matrix(
    expected: Iterable[Mapping[str, str]],
    answers: Mapping[tuple[str, str], Mapping[str, Any]],
    asked_at: datetime,
    now: datetime,
) -> list[Line]:
    """A line for each service that must answer, in its order; one that does not is waited for, and late in a week."""
    lines = []
    for each in expected:
        place = each["deployment"], each["service"]
        found = answers.get(place)
        if found is None:
            lines.append(Line(*place, None, 0, (), now - asked_at > LATE_AFTER))
        else:
            lines.append(Line(*place, found["done_at"], found["deleted"], tuple(found["kept"]), False))
    return lines


def over_limit(lines: Iterable[Line], asked_at: datetime, now: datetime) -> bool:
    """Whether the law's time is over and somebody has not answered."""
    return now - asked_at > LIMIT and any(each.done_at is None for each in lines)
