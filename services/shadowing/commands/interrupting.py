"""Stage 4, when it does not go as planned: interrupted, accepted as shortened, cancelled. Resuming is an amendment."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.shadowing.commands.days import ask_for_followup
from services.shadowing.commands.planning import keep_form
from services.shadowing.commands.steps import facts, follow, load, publish
from services.shadowing.domain.days import called_off, realised, settle
from services.shadowing.domain.process import NOT_BEGUN
from services.shadowing.tables import Period
from shared.work import UnitOfWork


def interrupt(work: UnitOfWork, period_id: UUID, reason: str | None = None) -> Period:
    """Stop a period: the days that were kept count, those to come are called off. `reason` is a code, or nothing."""
    period = load(work, period_id)
    row = follow(work, period, "interrupt", facts(work))
    period.days = called_off(settle(period.days, work.today), work.today)
    period.interrupted_on, period.interruption = work.today, reason
    return publish(work, period, row)


def shorten(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Accept an interrupted period with the days that were kept; both are asked for the follow-up form."""
    period = load(work, period_id)
    kept = realised(period.days)
    row = follow(work, period, "shorten", facts(work, days_kept=kept), days=kept)
    keep_form(work, period, "shortening", data)
    period.amendment = None
    return ask_for_followup(work, publish(work, period, row), work.today)


def cancel(work: UnitOfWork, period_id: UUID, reasons: str) -> Period:
    """Cancel an approved period, or an interrupted one; the pair reads the reasons."""
    period = load(work, period_id)
    row = follow(work, period, "cancel", facts(work, reasons=reasons))
    keep_form(work, period, "cancellation", {"reasons": reasons})
    period.amendment = None
    return publish(work, period, row)


def cancel_periods_of_call(work: UnitOfWork, call_id: UUID) -> None:
    """A cancelled call takes along its periods that have not begun. Harmless when repeated: none is left."""
    waiting = select(Period.id).where(Period.call_id == call_id, Period.state_name.in_(NOT_BEGUN)).order_by(Period.id)
    for period_id in work.session.scalars(waiting).all():
        period = load(work, period_id)
        publish(work, period, follow(work, period, "cancel", facts(work), as_timer=True))
