"""What an organisation takes along of registration: its people, their registrations, its mentors, its own calls."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from services.registration.privacy.kept import STATES
from services.registration.queries import mentors, people
from services.registration.schemas.mentors import STATE_NAMES, TRAINING_FACTS
from services.registration.schemas.staff_list import FIELD_NAMES
from services.registration.tables import Call, Group, Registration
from shared.people import Person
from shared.privacy.taking import Table
from shared.web.i18n import lazy as N_
from shared.web.i18n import local
from shared.work import UnitOfWork

NAMED = {"last_name": N_("Last name"), "first_name": N_("First name"), "email": N_("Work e-mail")}
REGISTRATIONS = {
    **NAMED,
    "call": N_("Call"),
    "group": N_("Group"),
    "submitted_at": N_("Sent"),
    "state": N_("State"),
    "approved": N_("Approved"),
}
MENTORS = {
    **NAMED,
    "state": N_("State"),
    "training": N_("Verme training"),
    "completed_on": N_("Completed on"),
    "groups": N_("Leads now"),
}
CALLS = {"call": N_("Call"), "year": N_("Year"), "group": N_("Group"), "members": N_("Members")}


def taken(work: UnitOfWork, organisation: str) -> Iterator[Table]:
    """Each table only for who may read it; answers for statistics, wishes and reasons are in none."""
    yield Table("people", N_("People"), FIELD_NAMES, people.rows_of(work, organisation=organisation))
    if rows := list(_registrations(work, organisation)):
        yield Table("registrations", N_("Registrations"), REGISTRATIONS, rows)
    if work.actor.may("read", "mentor_profile", organisation):
        found = mentors.registry(work, organisation=organisation)
        yield Table("mentors", N_("Mentors"), MENTORS, [_mentor(each) for each in found])
    own = select(Call).where(Call.organisation == organisation).order_by(Call.reporting_year, Call.id)
    groups = [each for call in work.session.scalars(own) for each in call.groups]
    if groups:
        yield Table("calls", N_("Calls and groups of your own"), CALLS, [_group(each) for each in groups])


def _registrations(work: UnitOfWork, organisation: str) -> Iterator[list[Any]]:
    """Of whoever has confirmed the address: to groups of the network too, for the member's own coordinator."""
    chosen = (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Person.organisation == organisation, ~Person.gone, Registration.state_name != "unconfirmed")
        .order_by(Registration.submitted_at, Registration.id)
    )
    for each, person in work.session.execute(chosen):
        if any(work.actor.may("read", "registration", slug) for slug in (organisation, each.organisation)):
            place = local(each.call.title), local((each.place_group or each.group).name)
            yield [*_named(person), *place, each.submitted_at, str(STATES[each.state_name]), each.approved]


def _group(group: Group) -> list[Any]:
    return [local(group.call.title), group.call.reporting_year, local(group.name), len(group.member_ids)]


def _mentor(entry: mentors.Entry) -> list[Any]:
    found = entry.mentor
    training = str(TRAINING_FACTS[found.training if found else "none"])
    completed = found.training_completed_on if found else None
    return [*_named(entry.person), str(STATE_NAMES[entry.state]), training, completed, len(entry.groups)]


def _named(person: Person) -> list[str]:
    return [person.last_name, person.first_name, person.email]
