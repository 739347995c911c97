"""Leaving: a party withdraws, and may take it back within a day."""

from contextlib import suppress
from uuid import UUID

from services.shadowing.commands.steps import facts, follow, load, publish
from services.shadowing.tables import Period
from services.shadowing.tables.access import canonical
from shared.errors import DomainError
from shared.work import UnitOfWork


def withdraw(work: UnitOfWork, period_id: UUID, reason: str | None = None) -> Period:
    """Withdraw from a period that has not begun. The reason stays here."""
    period = load(work, period_id)
    row = follow(work, period, "withdraw", facts(work))
    period.withdrawn_by, period.withdrawn_at, period.withdrawal_reason = work.actor.person_id, work.now, reason
    return publish(work, period, row)


def leave_for_erased(work: UnitOfWork, period: Period) -> None:
    """Withdraw a period of which a party is being forgotten, where it can still be withdrawn."""
    with suppress(DomainError):
        row = follow(work, period, "withdraw", facts(work))
        period.withdrawn_at = work.now
        publish(work, period, row)


def undo_withdrawal(work: UnitOfWork, period_id: UUID) -> Period:
    """Take a withdrawal back: the period goes on where it was."""
    period = load(work, period_id)
    known = facts(
        work,
        withdrawn_at=period.withdrawn_at,
        withdrew_oneself=canonical(work.session, period.withdrawn_by) == canonical(work.session, work.actor.person_id),
        days=period.dates,
    )
    row = follow(work, period, "undo_withdrawal", known)
    period.before = period.withdrawn_by = period.withdrawn_at = period.withdrawal_reason = None
    return publish(work, period, row)
