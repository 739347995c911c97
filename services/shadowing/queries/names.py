"""Names of those whom a period knows by id."""

from typing import Any
from uuid import UUID

from shared.people import resolve
from shared.work import UnitOfWork


def named(work: UnitOfWork, person_id: UUID | None) -> dict[str, Any] | None:
    """A person under the id that remains, with name and address where the card is known."""
    if person_id is None:
        return None
    person = resolve(work.session, person_id)
    known = {"name": person.name, "email": person.email} if person else {"name": None, "email": None}
    return {"person_id": person.id if person else person_id, **known}
