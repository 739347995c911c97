"""Asking the supervisor: whether, whom, and by when (decisions 3 to 5)."""

from collections.abc import Iterable

from services.registration.commands import people, places
from services.registration.commands.deputies import stand_in
from services.registration.domain import approval, deadlines
from services.registration.tables import Registration
from shared.people import Person
from shared.work import UnitOfWork


def begin_approval(
    work: UnitOfWork, family: places.Family, found: Registration, employers: Iterable[str]
) -> list[places.Happened]:
    """Ask the supervisor, or go on without her where the employer's policy says so; answers what to tell of it."""
    person = people.person_of(work, found.person_id)
    policy = approval.policy(work.network.organisations.values(), person.email if person else "", employers)
    if policy == "required":
        ask_who_is_there(work, family, found)
        request_approval(work, found)
        return [(found, "supervisor_approval_requested")]
    found.approved, found.approved_how, found.approved_on = True, "not_needed", work.today
    work.record_history(found, "approval_not_needed", policy=policy)
    told: list[places.Happened] = [(found, "supervisor_informed")] if policy == "inform" else []
    return [*told, *places.seat(work, family, found)]


def employers_of(person: Person | None, found: Registration) -> set[str]:
    """The employers that the card and the form name, before one becomes the other."""
    named = (person.organisation if person else None, found.answers.get("organisation"))
    return {each for each in named if each}


def request_approval(work: UnitOfWork, found: Registration) -> None:
    """Set the clock for the supervisor: a reminder at half time, and only after it the end."""
    first = found.group.first_meeting
    found.approve_by = deadlines.approve_by(work.now, first.date if first else None)
    found.reminded_at, found.supervisor_asks_first = None, False
    work.cancel_timer("approval_expires", found.id)
    work.set_timer("approval_reminder", found.id, deadlines.remind_at(work.now, found.approve_by))


def ask_who_is_there(work: UnitOfWork, family: places.Family, found: Registration) -> None:
    """Not a supervisor who leads the group, or is in it, but the one above her, if known; while away, her deputy."""
    beside = family.beside(found.group_id)
    led = {each for group in family.groups if group.id in beside for each in group.mentor_ids}
    members = {each.person_id for each in family.registrations if each.group_id in beside}
    supervisor = people.person_of(work, found.supervisor_id)
    if supervisor is not None:
        above = approval.next_level(supervisor.id, {found.person_id, *led, *members}, supervisor.supervisor_id)
        if above is not None:
            found.supervisor_id = supervisor.supervisor_id
            work.record_history(found, "asked_next_level")
    stand_in(work, found, led | members)
