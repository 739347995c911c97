"""Finding people, and introducing those whom nobody knows yet.

A service that meets somebody new mints the id at once and goes on with it; registration answers with the card,
or with `same_as` when the person was known under another id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.people.tables import Introduction, Person

if TYPE_CHECKING:
    from shared.work import UnitOfWork


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with an address, in any case of letters; a confirmed card before a provisional one."""
    statement = (
        select(Person)
        .where(Person.email == email.strip().lower(), ~Person.gone)
        .order_by(Person.same_as.is_not(None), Person.provisional, Person.version.desc(), Person.id)
    )
    found = session.scalars(statement.limit(1)).first()
    return resolve(session, found.id) if found else None


def resolve(session: Session, person_id: UUID | None) -> Person | None:
    """The person behind an id, following `same_as`; None when unknown, and of nobody."""
    seen: set[UUID] = set()
    person = session.get(Person, person_id) if person_id else None
    while person and person.same_as and person.same_as not in seen:
        seen.add(person.id)
        merged = session.get(Person, person.same_as)
        if merged is None:
            break
        person = merged
    return person


def introduce(work: UnitOfWork, first_name: str, last_name: str, email: str, language: str, organisation: str) -> UUID:
    """The id of the person with this address: the known one, or a new one that registration is told of."""
    if known := find_by_email(work.session, email):
        return known.id
    card = {"first_name": first_name, "last_name": last_name, "email": email.strip().lower(), "language": language}
    introduction = Introduction(organisation=organisation, **card)
    work.session.add(Person(id=introduction.id, organisation=organisation, provisional=True, **card))
    work.emit("person_introduced", introduction)
    return introduction.id
