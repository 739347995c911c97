"""Forgetting those who never confirmed their address: within 48 hours nothing of them is left.

Guaranteed: a card goes only if a form made it and nothing else has touched it since; so does the card of the
supervisor whose address that form typed in. The registration stays as a number, without answers.
"""

from uuid import UUID

from sqlalchemy import exists, or_, select

from services.registration.tables import Registration, SavedForm
from shared.database.kit import AuditRow
from shared.people import Person
from shared.work import UnitOfWork


def forget(work: UnitOfWork, found: Registration) -> None:
    """Delete what an unconfirmed registration typed, and the cards that only it made."""
    found.answers, found.availability, found.away_weeks, found.unsuitable_dates = {}, [], [], []
    work.session.flush()
    for person_id in (found.person_id, found.supervisor_id):
        if person_id is not None and _only_typed_in(work, person_id):
            person = work.session.get(Person, person_id)
            if person is not None:
                work.bury(person)


def _only_typed_in(work: UnitOfWork, person_id: UUID) -> bool:
    named = or_(Registration.person_id == person_id, Registration.supervisor_id == person_id)
    alive = or_(Registration.address_confirmed_at.is_not(None), Registration.state_name == "unconfirmed")
    of_person = (AuditRow.record_type == "people", AuditRow.record_id == person_id)
    anonymous = (AuditRow.what == "registered", AuditRow.who_kind == "anonymous")
    needed = (
        exists().where(named, alive),
        exists().where(Person.supervisor_id == person_id),
        exists().where(Person.same_as == person_id),
        ~exists().where(*of_person, *anonymous),
        exists().where(*of_person, AuditRow.what != "registered"),
    )
    return not work.session.scalar(select(or_(*needed)))


def delete_saved_form(work: UnitOfWork, saved_id: UUID) -> None:
    """A saved form is deleted on its day. Nothing when it was sent, or saved again, meanwhile."""
    saved = work.session.get(SavedForm, saved_id)
    if saved is not None and work.now >= saved.good_until:
        work.session.delete(saved)
