"""People whom another service met first: a card for the id that it minted, or the person known by the address."""

from typing import Any
from uuid import UUID

from services.registration.commands import people
from shared.people import Person
from shared.privacy.erasure import is_erased
from shared.work import UnitOfWork


def welcome(work: UnitOfWork, person_id: UUID, organisation: str, card: dict[str, Any]) -> Person | None:
    """A card for somebody introduced, or `same_as`; nobody for who was erased. Safe to repeat."""
    if (existing := work.session.get(Person, person_id)) is not None:
        return existing
    if is_erased(work, person_id):
        return None
    known = people.lock_address(work, card["email"])
    same_as = known.id if known else None
    return people.register_person(work, id=person_id, organisation=organisation, same_as=same_as, **card)
