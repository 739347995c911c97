"""People whom another service met first: a card for the id that it minted, or the person known by the address."""

from typing import Any
from uuid import UUID

from services.registration.commands import people
from shared.people import Person
from shared.work import UnitOfWork


def welcome(work: UnitOfWork, person_id: UUID, organisation: str, card: dict[str, Any]) -> Person:
    """A card for somebody introduced; `same_as` names the person who had the address before. Safe to repeat."""
    if (existing := work.session.get(Person, person_id)) is not None:
        return existing
    known = people.lock_address(work, card["email"])
    same_as = known.id if known else None
    return people.register_person(work, id=person_id, organisation=organisation, same_as=same_as, **card)
