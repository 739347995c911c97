"""Roles with their days, as a card keeps them: role, organisation, valid_from and valid_to as ISO dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from shared.errors import DomainError, Kind

Roles = Iterable[Mapping[str, Any]]


def granted(roles: Roles, name: str, organisation: str, first: date, last: date | None) -> list[dict[str, Any]]:
    """The roles with one more, or with other days of one that is there. Raises RoleDaysContradict."""
    if last is not None and last < first:
        raise RoleDaysContradict()
    days = {"valid_from": first.isoformat(), "valid_to": last.isoformat() if last else None}
    others = [dict(each) for each in roles if (each["role"], each["organisation"]) != (name, organisation)]
    return [*others, {"role": name, "organisation": organisation, **days}]


def ended(roles: Roles, name: str, organisation: str, last: date) -> list[dict[str, Any]]:
    """The roles with the last day of one. Raises NoSuchRole."""
    found = [dict(each) for each in roles]
    own = [each for each in found if (each["role"], each["organisation"]) == (name, organisation)]
    if not own:
        raise NoSuchRole()
    for each in own:
        each["valid_to"] = last.isoformat()
    return found


def last_day(roles: Roles, name: str, organisation: str) -> date | None:
    """The last day of a role; the last day that there is while it is open, None where it is not held."""
    own = [each for each in roles if (each["role"], each["organisation"]) == (name, organisation)]
    days = [date.fromisoformat(str(each["valid_to"])) if each.get("valid_to") else date.max for each in own]
    return max(days, default=None)


class LastCoordinator(DomainError):
    """A member always has a coordinator (H60)."""

    code = "last_coordinator"
    text = "The organisation would be left without a coordinator. Give the role to somebody else first."


class RoleDaysContradict(DomainError):
    """The role ends before it begins."""

    code = "role_days_contradict"
    kind: ClassVar[Kind] = "invalid"
    field = "valid_to"
    text = "The last day is before the first. Check the days."


class NoSuchRole(DomainError):
    """The person does not have the role."""

    code = "no_such_role"
    text = "This person no longer has the role. Reload the page."
