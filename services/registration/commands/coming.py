"""A change of employer that is dated ahead: kept until its day, seen by whoever may write the card."""

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from services.registration.domain.errors import OwnSupervisor
from services.registration.domain.people import same_address
from services.registration.tables import ComingEmployer
from shared.clock import at_local
from shared.people import Person
from shared.work import UnitOfWork

TIMER = "employer_changes"


def foresee(work: UnitOfWork, person: Person, data: Mapping[str, Any]) -> Person:
    """Keep the change until its day. Raises OwnSupervisor."""
    if same_address(data["supervisor_email"], person.email):
        raise OwnSupervisor()
    found = work.session.get(ComingEmployer, person.id) or ComingEmployer(person_id=person.id)
    found.on, found.organisation = data["on"], data["organisation"]
    found.card = {name: value for name, value in data.items() if name not in ("on", "organisation")}
    work.session.add(found)
    work.set_timer(TIMER, person.id, at_local(found.on, time.min))
    work.record_history(person, "employer_will_change", to=found.organisation, on=found.on.isoformat())
    return person


def data_of(work: UnitOfWork, person_id: UUID) -> dict[str, Any] | None:
    """The change that is kept, as it was given; None when there is none."""
    found = work.session.get(ComingEmployer, person_id)
    return {**found.card, "on": found.on, "organisation": found.organisation} if found else None


def forget(work: UnitOfWork, person_id: UUID) -> None:
    """No change is to come; harmless when there was none."""
    if (found := work.session.get(ComingEmployer, person_id)) is not None:
        work.session.delete(found)
        work.session.flush()
    work.cancel_timer(TIMER, person_id)


def move(work: UnitOfWork, kept: Person, second_id: UUID) -> None:
    """Of two records that become one the first one's change stays, else it takes the second one's."""
    data = data_of(work, second_id)
    forget(work, second_id)
    if data is not None and data_of(work, kept.id) is None and data["organisation"] != kept.organisation:
        foresee(work, kept, data)
