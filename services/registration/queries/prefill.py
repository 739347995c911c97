"""What a form knows already: of who has signed in, of the times told last time, of a registration that was sent."""

from typing import Any

from services.registration.domain.availability import ticked
from services.registration.tables import Availability, Registration
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


def of_registration(found: Registration) -> dict[str, Any]:
    """What was answered about a registration, as its form shows it and as the API gives and takes it."""
    card = {name: found.answers.get(name) for name in ("unit", "job_title", "language")}
    later = dict(zip(("wish_2", "wish_3"), [*found.wishes[1:], None, None], strict=False))
    times = {"fits": ticked(found.availability, "yes"), "if_needed": ticked(found.availability, "if_needed")}
    dates = {"away_weeks": found.away_weeks, "unsuitable_dates": found.unsuitable_dates}
    return card | later | times | dates | {"answers": found.answers.get("own", {})}


def times_of(work: UnitOfWork, person: Person) -> dict[str, Any]:
    """The times told last, as a form shows them ticked."""
    told = work.session.get(Availability, person.id)
    if told is None:
        return {}
    return {"fits": ticked(told.availability, "yes"), "if_needed": ticked(told.availability, "if_needed")}
