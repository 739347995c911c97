"""VESO credit follows recorded attendance: earned with another full day, revoked by a correction.

Whoever computes it, as often as they like and in whatever order attendance arrives, comes to the same credit; an
event goes out only when the number of days has changed.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from services.reporting.domain.veso import Credit, credits_of
from services.reporting.tables import KnownParticipation, VesoCredit, facts
from shared.privacy.erasure import is_erased
from shared.work import UnitOfWork


def credit_person(work: UnitOfWork, person_id: UUID) -> None:
    """Compute a person's credits anew and publish those that changed, for employers that are ours to act for."""
    if is_erased(work, person_id):  # the card that would tell the rule is gone; what was earned is evidence
        return
    names = facts.aliases(work.session, person_id)
    _one_at_a_time(work, names)
    due = {each.id: each for each in _credits(work, names)}
    stored = {each.id: each for each in _stored(work, names)}
    for credit in due.values():
        if credit.days and credit.id not in stored:
            _settle(work, _blank(credit), credit.days, credit.meetings)
    for record in stored.values():
        found = due.get(record.id)
        _settle(work, record, found.days if found else 0, found.meetings if found else 0)


def _one_at_a_time(work: UnitOfWork, names: Iterable[UUID]) -> None:
    """Two meetings recorded at the same moment must not both count from before the other."""
    key = func.hashtext(f"veso:{min(names)}")
    work.session.execute(select(func.pg_advisory_xact_lock(key)))


def _credits(work: UnitOfWork, names: Iterable[UUID]) -> list[Credit]:
    session = work.session
    seats = facts.participations(session, KnownParticipation.person_id.in_(names))
    if not seats:
        return []
    staff = facts.staff(session, {each.person_id for each in seats})
    return credits_of(seats, staff, facts.lengths(session, seats), facts.policy_of(work.network, "veso"))


def _stored(work: UnitOfWork, names: Iterable[UUID]) -> list[VesoCredit]:
    return list(work.session.scalars(select(VesoCredit).where(VesoCredit.person_id.in_(names)).order_by(VesoCredit.id)))


def _blank(credit: Credit) -> VesoCredit:
    return VesoCredit(
        id=credit.id,
        organisation=credit.employer,
        person_id=credit.person_id,
        school_year=credit.school_year,
        days=0,
        meetings=0,
    )


def _settle(work: UnitOfWork, record: VesoCredit, days: int, meetings: int) -> None:
    if days == record.days or not work.acts_for(record.organisation):
        return
    event = "veso_day_earned" if days > record.days else "veso_day_revoked"
    record.days, record.meetings = days, meetings
    work.emit(event, record)
