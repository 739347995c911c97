"""Cards of people: names from addresses, rights to write them, differences between rows and cards."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def same_address(one: str, other: str) -> bool:
    """Whether two e-mail addresses reach the same person."""
    return normal_address(one) == normal_address(other)


def normal_address(email: str) -> str:
    """The form in which addresses are kept and compared."""
    return email.strip().lower()


def name_from_address(email: str) -> tuple[str, str]:
    """First and last name as an address suggests them, for a supervisor who was only typed in."""
    local, _, domain = normal_address(email).partition("@")
    parts = [each for each in local.replace("_", ".").split(".") if each]
    if len(parts) < 2:
        return (local.capitalize()[:80], domain[:80])
    return (" ".join(each.capitalize() for each in parts[:-1])[:80], parts[-1].capitalize()[:80])


def repeated(emails: Iterable[str]) -> set[int]:
    """Numbers, from 0, of the rows whose address an earlier row has."""
    seen: set[str] = set()
    again: set[int] = set()
    for number, address in enumerate(map(normal_address, emails)):
        if address in seen:
            again.add(number)
        seen.add(address)
    return again


def merged_roles(
    held: Iterable[Mapping[str, Any]], granted: Iterable[Mapping[str, Any]], today: date
) -> list[dict[str, Any]]:
    """The roles held with those granted: validity that is not given stays; nothing is taken away.

    Roles are as the card keeps them: role, organisation, valid_from and valid_to as ISO dates.
    """
    merged = {(each["role"], each["organisation"]): dict(each) for each in held}
    for each in granted:
        known = merged.get((each["role"], each["organisation"]), {"valid_from": today.isoformat(), "valid_to": None})
        given = {name: value for name, value in each.items() if value is not None}
        merged[each["role"], each["organisation"]] = known | given
    return list(merged.values())


def changes(card: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row would change on a card; what the row does not mention stays."""
    return {name: value for name, value in row.items() if value is not None and card.get(name) != value}
