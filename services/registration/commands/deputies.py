"""A supervisor's deputy for the time that she is away; and a question taken back that was passed on by mistake.

Guaranteed: one is asked at a time, the supervisor or her deputy, and never somebody about a group that they lead or
are in. Who was asked before may take the question back until somebody has answered it or the participant has named
another.
"""

from datetime import date
from uuid import UUID

from services.registration.commands import people, places
from services.registration.domain import deputy as rules
from services.registration.domain import registration
from services.registration.tables import Deputy, Registration
from shared.errors import NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork


def name_deputy(work: UnitOfWork, supervisor_id: UUID, email: str, first: date, last: date) -> Deputy:
    """From the first day to the last new questions go to the deputy; a deputy named before is no longer one."""
    supervisor = _supervisor(work, supervisor_id)
    card = work.session.get(Person, supervisor, with_for_update=True)
    if card is None:
        raise NotFound()
    deputy, typed_in = people.supervisor_by_address(work, email, card.organisation, card.language)
    rules.check(supervisor, deputy.id, first, last, work.today)
    found: Deputy = work.session.get(Deputy, supervisor) or Deputy(supervisor_id=supervisor)
    found.deputy_id, found.typed_in, found.first, found.last = deputy.id, typed_in, first, last
    work.session.add(found)
    work.record_history(card, "deputy_named", first=first.isoformat(), last=last.isoformat())
    return found


def end_deputy(work: UnitOfWork, supervisor_id: UUID) -> None:
    """New questions come to the supervisor again; harmless when there is no deputy."""
    supervisor = _supervisor(work, supervisor_id)
    if (found := work.session.get(Deputy, supervisor)) is not None:
        work.session.delete(found)
        work.record_history(people.person_of(work, supervisor), "deputy_ended")


def stand_in(work: UnitOfWork, found: Registration, parties: set[UUID]) -> None:
    """Ask the supervisor's deputy instead, on the days when there is one."""
    deputy = work.session.get(Deputy, found.supervisor_id) if found.supervisor_id else None
    if deputy is None or not rules.answers(deputy, {found.person_id, *parties}, work.today):
        return
    card = people.person_of(work, deputy.deputy_id)
    if card is None or card.gone:
        return
    found.asked_before, found.supervisor_id, found.deputy = found.supervisor_id, card.id, True
    found.supervisor_typed_in |= deputy.typed_in
    work.record_history(found, "asked_deputy")


def take_back(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> Registration:
    """Who passed the question on, or said that it is not hers, answers it after all; the time to answer goes on."""
    family, found = places.lock_registration(work, registration_id)
    supervisor = _supervisor(work, supervisor_id)
    if found.asked_before != supervisor or found.address_confirmed_at is None:
        raise NotFound()
    registration.require(found.state_name, "change_supervisor")
    found.supervisor_id, found.asked_before, found.deputy = supervisor, None, False
    places.settle(work, family, (found, "registration_changed"))
    work.record_history(found, "taken_back")
    return found


def _supervisor(work: UnitOfWork, supervisor_id: UUID) -> UUID:
    known = resolve(work.session, supervisor_id)
    return known.id if known else supervisor_id
