"""What shadowing keeps of others', and what it does when a time has come."""

from uuid import UUID

from services.shadowing import commands
from services.shadowing.tables import KnownCall, Period
from shared.bus.subscriptions import Occasion, Subscriptions, Timers
from shared.contracts.registration import CallV1
from shared.work import UnitOfWork

subscriptions = Subscriptions()
subscriptions.project(CallV1, KnownCall)


@subscriptions.on(CallV1, "call_cancelled")
def cancel_periods(work: UnitOfWork, call: KnownCall, occasion: Occasion) -> None:
    """Harmless when repeated: a period that was cancelled does not begin."""
    commands.cancel_periods_of_call(work, call.id)


timers = Timers()


@timers.on("review")
def start_review(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only an application that waits for its supervisors is taken up."""
    if _is_in(work, key, "submitted"):
        commands.start_review(work, UUID(key))


@timers.on("free_place")
def tell_of_place(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only an application that is still in reserve is told."""
    period = work.session.get(Period, UUID(key))
    if period is not None and period.is_in_reserve and work.acts_for(period.organisation):
        commands.tell_of_place(work, period.id)


@timers.on("ask_for_goals")
def ask_for_goals(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only an approved period is asked."""
    if _is_in(work, key, "approved"):
        commands.ask_for_goals(work, UUID(key))


@timers.on("start")
def start(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only a period with its goals reported starts."""
    if _is_in(work, key, "goals_reported"):
        commands.start(work, UUID(key))


@timers.on("mid_term")
def ask_for_mid_term(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only a period in progress is asked, and the timer is not set again."""
    if _is_in(work, key, "in_progress"):
        commands.ask_for_mid_term(work, UUID(key))


@timers.on("perform")
def perform(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only a period in progress is performed."""
    if _is_in(work, key, "in_progress"):
        commands.perform(work, UUID(key))


@timers.on("lapse")
def lapse(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only a period whose forms are missing lapses."""
    if _is_in(work, key, "followup_due", "followup_partial"):
        commands.lapse(work, UUID(key))


@timers.on("close")
def close(work: UnitOfWork, key: str) -> None:
    """Harmless when late or repeated: only a completed period is closed."""
    if _is_in(work, key, "followup_complete"):
        commands.close(work, UUID(key))


timers.on("letter")(commands.send_letter)


def _is_in(work: UnitOfWork, key: str, *states: str) -> bool:
    period = work.session.get(Period, UUID(key))
    return period is not None and period.state_name in states and work.acts_for(period.organisation)
