"""Names of those whom a period knows by id."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.shadowing.tables import Period
from shared.people import Person, resolve
from shared.work import UnitOfWork


def named(work: UnitOfWork, person_id: UUID | None) -> dict[str, Any] | None:
    """A person under the id that remains, with name and address where the card is known."""
    if person_id is None:
        return None
    person = resolve(work.session, person_id)
    known = {"name": person.name, "email": person.email} if person else {"name": None, "email": None}
    return {"person_id": person.id if person else person_id, **known}


def preload(work: UnitOfWork, periods: Iterable[Period]) -> list[Person]:
    """The cards of everybody named in some periods, by one query; the session knows them as long as they are held."""
    ids = {person_id for each in periods for person_id in each.people_named()}
    return list(work.session.scalars(select(Person).where(Person.id.in_(ids))))
