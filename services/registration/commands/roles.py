"""Roles with their validity: given and ended by whoever writes the cards of the organisation (C.1).

Guaranteed: a member gives only the roles that are a member's to give; nobody gives or ends a role of their own.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy import text as sql

from services.registration.commands.imports import GRANTED_BY_MEMBERS, may_write
from services.registration.commands.people import change_person
from services.registration.domain import role
from services.registration.domain.merging import OwnRecord
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.work import UnitOfWork

COORDINATOR = "member_coordinator"


def grant(
    work: UnitOfWork, person_id: UUID, name: str, organisation: str, valid_from: date, valid_to: date | None
) -> Person:
    """A role from a day on; given again, its days change. Raises Forbidden, OwnRecord, RoleDaysContradict."""
    person = _person(work, person_id, name, organisation)
    roles = role.granted(person.roles, name, organisation, valid_from, valid_to)
    _keep(work, person, roles, "role_given", role=name, organisation=organisation)
    return person


def end(work: UnitOfWork, person_id: UUID, name: str, organisation: str, last: date) -> Person:
    """The last day of a role. Raises Forbidden, OwnRecord, NoSuchRole."""
    person = _person(work, person_id, name, organisation)
    roles = role.ended(person.roles, name, organisation, last)
    _keep(work, person, roles, "role_ended", role=name, organisation=organisation, last=last.isoformat())
    return person


def _person(work: UnitOfWork, person_id: UUID, name: str, organisation: str) -> Person:
    person = work.session.get(Person, person_id, with_for_update=True)
    if person is None or person.gone or person.same_as:
        raise NotFound()
    everywhere = may_write(work, work.network.slug)
    may = organisation in work.network.organisations and may_write(work, person.organisation)
    if not may or not (everywhere or (name in GRANTED_BY_MEMBERS and may_write(work, organisation))):
        raise Forbidden()
    if work.actor.person_id == person.id:
        raise OwnRecord()
    return person


def _require_coordinators(work: UnitOfWork, person: Person, roles: role.Roles) -> None:
    """No member loses its last coordinator by what a person's roles become. Raises LastCoordinator (H60).

    Whoever works for another employer, or is erased, is gone all the same: the project manager covers until then.
    """
    for slug in {each["organisation"] for each in person.roles if each["role"] == COORDINATOR}:
        before, after = (role.last_day(each, COORDINATOR, slug) for each in (person.roles, roles))
        if before is None or before < work.today or (after is not None and after >= before):
            continue
        work.session.execute(sql("SELECT pg_advisory_xact_lock(hashtext('coordinators'))"))
        holds = Person.roles.contains([{"role": COORDINATOR, "organisation": slug}])
        others = select(Person).where(holds, Person.id != person.id, ~Person.gone, Person.same_as.is_(None))
        found = work.session.scalars(others.execution_options(populate_existing=True))
        alone_from = max(after + timedelta(days=1), work.today) if after else work.today
        if not any(each.has_role(COORDINATOR, slug, on=alone_from) for each in found):
            raise role.LastCoordinator()


def _keep(work: UnitOfWork, person: Person, roles: list[dict[str, Any]], what: str, **data: Any) -> None:
    _require_coordinators(work, person, roles)
    if change_person(work, person, {"roles": roles}):
        work.record_history(person, what, **data)
