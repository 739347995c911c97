"""What the form knows already of somebody who has signed in: the card, the supervisor, the times told last time."""

from typing import Any

from services.registration.domain.availability import ticked
from services.registration.tables import Availability
from shared.people import Person
from shared.work import UnitOfWork


def of_reader(work: UnitOfWork, person: Person | None, language: str) -> dict[str, Any]:
    """Initial values of the form; only the language for somebody who has not signed in."""
    if person is None:
        return {"language": language}
    supervisor = work.session.get(Person, person.supervisor_id) if person.supervisor_id else None
    card = ("first_name", "last_name", "email", "unit", "job_title", "language")
    known = {name: getattr(person, name) for name in card} | {"employer": person.organisation}
    return known | {"supervisor_email": supervisor.email if supervisor else None} | times_of(work, person)


def times_of(work: UnitOfWork, person: Person) -> dict[str, Any]:
    """The times told last, as a form shows them ticked."""
    told = work.session.get(Availability, person.id)
    if told is None:
        return {}
    return {"fits": ticked(told.availability, "yes"), "if_needed": ticked(told.availability, "if_needed")}
