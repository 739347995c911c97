"""Employers by date (H23): a change from a day on, and what is refused about it.

Employments are as the card keeps them: organisation, valid_from and valid_to as ISO dates, null where open.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from shared.errors import DomainError, Kind

EARLIEST = timedelta(days=366)
"""How long ago a change may have been: costs of earlier years have been reported."""
LATEST = timedelta(days=366)
"""How far ahead a change may be written down; until its day nothing changes."""


def moved(employments: Iterable[Mapping[str, Any]], before: str, organisation: str, on: date) -> list[dict[str, Any]]:
    """The employments when somebody works for another organisation from a day on; what was to come later is gone."""
    known = [dict(each) for each in employments] or [{"organisation": before, "valid_from": None, "valid_to": None}]
    kept = [each for each in known if not each["valid_from"] or each["valid_from"] < on.isoformat()]
    last = (on - timedelta(days=1)).isoformat()
    for each in kept:
        if not each["valid_to"] or each["valid_to"] > last:
            each["valid_to"] = last
    return [*kept, {"organisation": organisation, "valid_from": on.isoformat(), "valid_to": None}]


def moved_roles(roles: Iterable[Mapping[str, Any]], before: str, organisation: str, on: date) -> list[dict[str, Any]]:
    """The roles after a change of employer: those in the old one end, but a mentor goes on as one (H23)."""
    last = (on - timedelta(days=1)).isoformat()
    found: list[dict[str, Any]] = []
    for each in roles:
        ends = each["organisation"] == before and (not each.get("valid_to") or each["valid_to"] > last)
        found.append(dict(each) | ({"valid_to": last} if ends else {}))
        if ends and each["role"] == "mentor":
            found.append({**each, "organisation": organisation, "valid_from": on.isoformat(), "valid_to": None})
    return found


def check_day(on: date, today: date) -> None:
    """Raises ChangeTooOld, ChangeTooFar."""
    if on < today - EARLIEST:
        raise ChangeTooOld()
    if on > today + LATEST:
        raise ChangeTooFar()


class SameEmployer(DomainError):
    """The person works there already."""

    code = "same_employer"
    kind: ClassVar[Kind] = "invalid"
    field = "organisation"
    text = "This is the employer already. Choose the new one."


class ChangeTooOld(DomainError):
    """The day is longer ago than costs can be corrected."""

    code = "change_too_old"
    kind: ClassVar[Kind] = "invalid"
    field = "on"
    text = "The day is more than a year ago. Costs of that time have been reported: give a later day."


class ChangeTooFar(DomainError):
    """The day is further ahead than anybody knows."""

    code = "change_too_far"
    kind: ClassVar[Kind] = "invalid"
    field = "on"
    text = "The day is more than a year ahead. Come back when it is nearer."


class DayBeforeLastChange(DomainError):
    """The day is before an earlier change."""

    code = "day_before_last_change"
    kind: ClassVar[Kind] = "invalid"
    field = "on"
    text = "The employer has changed after that day already. Give a later day."
