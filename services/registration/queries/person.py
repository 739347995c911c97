"""One person of the directory, as those see the card who may."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.tables import ComingEmployer
from shared.errors import NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork


def person_of(work: UnitOfWork, person_id: UUID) -> Person:
    """A card that the actor may read, also asked for by an id that is linked to it. Raises NotFound."""
    found = resolve(work.session, person_id)
    if found is None or found.gone or not work.actor.may("read", "contact_details", found.organisation):
        raise NotFound()
    return found


def card_view(work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    """The card with its supervisor, the other addresses of the same person, and what the actor may do."""
    person = person_of(work, person_id)
    others = select(Person).where(Person.same_as == person.id, ~Person.gone).order_by(Person.email)
    supervisor = resolve(work.session, person.supervisor_id)
    return {
        "card": person,
        "roles": [_dated(each) for each in person.roles],
        "employments": [_dated(each) for each in person.employments],
        "coming": work.session.get(ComingEmployer, person.id),
        "supervisor": supervisor,
        "other_addresses": [each.email for each in work.session.scalars(others)],
        "may_write": work.acts_for(person.organisation)
        and work.actor.may("write", "contact_details", person.organisation),
        "own": person.id == work.actor.person_id,
    }


def _dated(stored: dict[str, Any]) -> dict[str, Any]:
    """A role or an employment with its days as dates."""
    days = {name: stored.get(name) for name in ("valid_from", "valid_to")}
    return stored | {name: date.fromisoformat(day) if day else None for name, day in days.items()}
