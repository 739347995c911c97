"""A change of employer in mid-year (H23, H16): the card by date, the roles, and who answers for what goes on.

Guaranteed: what was before the day stays with the old employer; who waits for an approval is asked of the new
supervisor; a place that is sure stays, and the new supervisor is told of it and may undo it as an approval.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import coming, people, places
from services.registration.commands.asking import begin_approval
from services.registration.commands.imports import may_write
from services.registration.commands.registrations import withdraw
from services.registration.domain import employment, registration
from services.registration.domain.errors import OwnSupervisor, UnknownEmployer
from services.registration.domain.merging import OwnRecord
from services.registration.tables import Mentor, Registration
from shared.errors import DomainError, Forbidden, NotFound
from shared.people import Person
from shared.work import UnitOfWork

CARD = ("unit", "job_title", "staff_group", "worktime_form")


def change_employer(work: UnitOfWork, person_id: UUID, data: Mapping[str, Any]) -> Person:
    """Somebody works for another organisation from a day on. Raises Forbidden, OwnRecord, and as the rules say.

    A change dated ahead is kept until its day, when it is made by itself; one that was kept before is replaced.
    """
    person = work.session.get(Person, person_id, with_for_update=True)
    if person is None or person.gone or person.same_as:
        raise NotFound()
    organisation, on = data["organisation"], data["on"]
    _check(work, person, organisation, on)
    if on > work.today:
        return coming.foresee(work, person, data)
    coming.forget(work, person.id)
    before = person.organisation
    supervisor, typed_in = people.supervisor_by_address(work, data["supervisor_email"], organisation, person.language)
    if supervisor.id == person.id:
        raise OwnSupervisor()
    changes = {name: data.get(name) for name in CARD} | {
        "organisation": organisation,
        "supervisor_id": supervisor.id,
        "employments": employment.moved(person.employments, before, organisation, on),
        "roles": employment.moved_roles(person.roles, before, organisation, on),
    }
    people.change_person(work, person, changes)
    work.record_history(person, "employer_changed", **{"from": before, "to": organisation, "on": on.isoformat()})
    _move_mentor(work, person)
    for each in _live(work, person.id):
        if each.call.scope == "internal" and each.organisation == before:
            withdraw(work, each.id)
        else:
            _pass_on(work, each.id, person, supervisor.id, typed_in)
    return person


def make_coming_change(work: UnitOfWork, person_id: UUID) -> None:
    """The day of a change has come. One that the rules no longer allow is dropped; the history says so."""
    data, person = coming.data_of(work, person_id), people.person_of(work, person_id)
    if data is None or person is None:
        return
    try:
        with work.session.begin_nested():
            change_employer(work, person_id, data)
    except DomainError as refused:
        coming.forget(work, person_id)
        work.record_history(person, "employer_change_dropped", reason=refused.code)


def cancel_coming_change(work: UnitOfWork, person_id: UUID) -> None:
    """The change is not going to be. Raises NotFound, Forbidden, OwnRecord."""
    person = work.session.get(Person, person_id, with_for_update=True)
    if person is None or coming.data_of(work, person_id) is None:
        raise NotFound()
    if not may_write(work, person.organisation):
        raise Forbidden()
    if work.actor.person_id == person.id:
        raise OwnRecord()
    coming.forget(work, person_id)
    work.record_history(person, "employer_change_cancelled")


def _check(work: UnitOfWork, person: Person, organisation: str, on: date) -> None:
    if organisation not in work.network.organisations:
        raise UnknownEmployer()
    work.network.require_staying(organisation, work.today, "organisation")
    if not (may_write(work, person.organisation) and may_write(work, organisation)):
        raise Forbidden()
    if work.actor.person_id == person.id:
        raise OwnRecord()
    if organisation == person.organisation:
        raise employment.SameEmployer()
    employment.check_day(on, work.today)
    if any(each["valid_from"] and each["valid_from"] >= on.isoformat() for each in person.employments):
        raise employment.DayBeforeLastChange()


def _move_mentor(work: UnitOfWork, person: Person) -> None:
    found = work.session.get(Mentor, person.id)
    if found is not None:
        found.organisation = person.organisation
        work.emit("mentor_changed", found)


def _live(work: UnitOfWork, person_id: UUID) -> list[Registration]:
    chosen = select(Registration).where(
        Registration.person_id == person_id, Registration.state_name.in_(registration.LIVE)
    )
    return list(work.session.scalars(chosen.order_by(Registration.group_id, Registration.id)))


def _pass_on(work: UnitOfWork, registration_id: UUID, person: Person, supervisor_id: UUID, typed_in: bool) -> None:
    """The new supervisor answers from now on, or is told of what was approved before."""
    family, found = places.lock_registration(work, registration_id)
    found.supervisor_id, found.supervisor_typed_in, found.deputy = supervisor_id, typed_in, False
    found.asked_before = None
    if found.state_name == "awaiting_supervisor":
        happened = begin_approval(work, family, found, [person.organisation])
    elif found.approved:
        happened = [(found, "supervisor_informed")]
    else:
        happened = [(found, "registration_changed")]
    places.settle(work, family, *happened)
    work.record_history(found, "supervisor_changed", because="employer")
