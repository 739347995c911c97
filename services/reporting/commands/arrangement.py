"""A mentor records the hours used for arranging, and takes a record back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reporting.domain.mentors import check_arrangement
from services.reporting.tables import ArrangementHours, facts
from shared.errors import DomainError, Forbidden, NotFound
from shared.people import resolve
from shared.work import UnitOfWork


class RecordedElsewhere(DomainError):
    """Another deployment keeps the hours of this employer."""

    code = "recorded_elsewhere"
    text = "Your employer keeps these hours in its own system. Record them there."


def record_arrangement(work: UnitOfWork, day: date, what: str, hours: Decimal) -> ArrangementHours:
    """Record hours of the mentor who acts. Raises Forbidden, RecordedElsewhere and what the rule raises."""
    mentor = resolve(work.session, work.actor.person_id)
    if mentor is None or not mentor.has_role("mentor", on=work.today):
        raise Forbidden()
    if not work.acts_for(mentor.organisation):
        raise RecordedElsewhere()
    check_arrangement(day, hours, work.today, facts.last_days(work.network).get(mentor.organisation, date.max))
    record = ArrangementHours(
        organisation=mentor.organisation, mentor_id=mentor.id, date=day, what=what, hours=hours, recorded_at=work.now
    )
    work.session.add(record)
    work.session.flush()
    work.record_history(record, "arrangement_recorded", date=day.isoformat(), hours=str(hours))
    return record


def remove_arrangement(work: UnitOfWork, record_id: UUID) -> None:
    """Take one's own record back. Raises NotFound."""
    record = work.session.get(ArrangementHours, record_id)
    if record is None or record.mentor_id != work.actor.person_id:
        raise NotFound()
    work.record_history(record, "arrangement_removed", date=record.date.isoformat(), hours=str(record.hours))
    work.session.delete(record)
