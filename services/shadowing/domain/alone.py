"""People and calls that are typed in where no registration runs (decision 17)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.shadowing.domain.errors import PeopleUnreadable

MOST_PEOPLE = 500
_ADDRESS = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_BETWEEN = re.compile(r"\s*[;\t,]\s*")


@dataclass(frozen=True)
class Typed:
    """One person as typed: a line of a sheet."""

    first_name: str
    last_name: str
    email: str
    supervisor: str | None = None


def people_of(lines: Iterable[str]) -> tuple[Typed, ...]:
    """The people in lines of `first name; last name; e-mail; supervisor's e-mail`.

    Raises PeopleUnreadable that names the lines that cannot be read; then nobody is taken.
    """
    found: dict[str, Typed] = {}
    wrong = []
    for number, line in enumerate(lines, start=1):
        cells = [each.strip().strip('"') for each in _BETWEEN.split(line.strip())]
        person = _person(cells)
        if person is None:
            wrong.append(number)
        else:
            found[person.email] = person
    if wrong:
        raise PeopleUnreadable(lines=", ".join(str(each) for each in wrong[:20]))
    return tuple(found.values())


def _person(cells: list[str]) -> Typed | None:
    if not 3 <= len(cells) <= 4 or not all(cells[:3]) or any(len(each) > 80 for each in cells[:2]):
        return None
    addresses = [each.lower() for each in cells[2:] if each]
    if not all(_ADDRESS.fullmatch(each) and len(each) <= 320 for each in addresses):
        return None
    supervisor = addresses[1] if len(addresses) > 1 and addresses[1] != addresses[0] else None
    return Typed(cells[0], cells[1], addresses[0], supervisor)
