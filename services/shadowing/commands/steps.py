"""What every command does: load the period, follow a row of the process, publish what happened, set the timers.

A period is locked while a command runs, so that of two acts at once the second sees what the first did.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.shadowing.commands.posting import post
from services.shadowing.commands.reserve import WITHOUT_PLACE, pass_place_on
from services.shadowing.domain.definition import Process, Transition
from services.shadowing.domain.errors import ServedElsewhere
from services.shadowing.domain.facts import Facts
from services.shadowing.domain.machine import stage_of, step, target
from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.process import TIMER
from services.shadowing.tables import KnownCall, Party, Period, relations_to
from services.shadowing.tables.access import know_people, position_of
from shared.clock import at_local
from shared.errors import NotFound
from shared.work import UnitOfWork

MIDNIGHT = time()
TIMERS = ("review", "ask_for_goals", "start", "mid_term", "perform", "lapse", "close")


def load(work: UnitOfWork, period_id: UUID) -> Period:
    """The period, locked. Raises NotFound also for those who have nothing to do with it, and ServedElsewhere."""
    period = work.session.scalar(
        select(Period).where(Period.id == period_id).with_for_update().execution_options(populate_existing=True)
    )
    if period is not None:
        know_people(work.session, [period])
    if period is None or (work.actor.kind != "system" and not relations_to(work, period)):
        raise NotFound
    check_acting(work, period.organisation)
    return period


def check_acting(work: UnitOfWork, organisation: str) -> None:
    """Raises ServedElsewhere when another deployment acts for the organisation's periods."""
    if not work.acts_for(organisation):
        deployment = work.network.acting(work.manifest.name, organisation, work.now)
        raise ServedElsewhere(address=work.network.deployments[deployment].base_url)


def process_for(work: UnitOfWork, period: Period) -> Process:
    """The process by which a period goes: that of the organisation that owns the record."""
    return process_of(work.network, period.organisation)


def own_party(work: UnitOfWork, period: Period) -> Party:
    """The actor's own part. Raises NotFound for those who are not in the pair."""
    try:
        return period.parties[position_of(work, period)]
    except StopIteration as stranger:
        raise NotFound from stranger


def other_party(period: Period, party: Party) -> Party:
    """The colleague's part."""
    return period.parties[1 - party.position]


def facts(work: UnitOfWork, **known: Any) -> Facts:
    """The facts of a command."""
    return Facts(now=work.now, today=work.today, **known)


def follow(
    work: UnitOfWork, period: Period, command: str, known: Facts, *, as_timer: bool = False, **history: Any
) -> Transition:
    """Let the process say where a command leads, and go there. Raises what the process refuses."""
    system = as_timer or work.actor.kind == "system"
    process = process_for(work, period)
    who = {TIMER} if system else relations_to(work, period)
    row = step(process, period.state_name, command, who, replace(known, deadlines=process.deadlines))
    before, after = period.state_name, target(row, period.state_name, period.before)
    was_in_reserve = period.is_in_reserve
    if after == "withdrawn":
        period.before = before
    period.state_name, period.stage = after, stage_of(after, period.stage)
    work.record_history(period, command, **history, **{"from": before, "to": after})
    pass_place_on(work, period, had_place=before not in WITHOUT_PLACE, was_in_reserve=was_in_reserve)
    return row


def publish(work: UnitOfWork, period: Period, row: Transition) -> Period:
    """Say what happened, if the row says anything, and set the timers by the new state."""
    period.revision = (period.revision or 0) + 1
    if row.event:
        work.emit(row.event, period)
        post(work, period, row.event)
    work.cancel_timer(TIMERS, period.id)
    for kind, due_at in _timers(work, period):
        work.set_timer(kind, period.id, due_at)
    return period


def _timers(work: UnitOfWork, period: Period) -> Iterator[tuple[str, datetime]]:
    """What waits for a time, by the state; several may."""
    state, dates, deadlines = period.state_name, period.dates, process_for(work, period).deadlines
    if state == "submitted" and period.submitted_on:
        yield "review", at_local(deadlines["statement"].on(period.submitted_on), MIDNIGHT)
    elif state == "approved":
        yield "ask_for_goals", at_local(deadlines["goals_asked"].on(min(dates)), MIDNIGHT)
    elif state == "goals_reported":
        yield "start", at_local(min(dates), MIDNIGHT)
    elif state == "in_progress":
        yield "perform", at_local(max(dates) + timedelta(days=1), MIDNIGHT)
        if period.mid_term_on and "mid_term_due" not in period.occasions:
            yield "mid_term", at_local(period.mid_term_on, MIDNIGHT)
    elif state in ("followup_due", "followup_partial"):
        yield "lapse", at_local(deadlines["lapse"].on(_end_of_call(work, period)) + timedelta(days=1), MIDNIGHT)
    elif state == "followup_complete" and period.completed_at:
        yield "close", deadlines["closing"].on(period.completed_at)


def _end_of_call(work: UnitOfWork, period: Period) -> date:
    """The last day of the call's time, or of the period where that is later."""
    call = work.session.get(KnownCall, period.call_id)
    window_to: date | None = call.state().get("window_to") if call else None
    return max(filter(None, (window_to, max(period.dates))))


def call_of(work: UnitOfWork, period: Period, *, lock: bool = False) -> KnownCall:
    """The call of a period; locked where places or pairs are counted."""
    found = work.session.get(KnownCall, period.call_id, with_for_update=lock or None)
    if found is None:
        raise NotFound
    return found


def plain(content: dict[str, Any]) -> dict[str, Any]:
    """What was written, as JSON values."""
    return {name: _plain(value) for name, value in content.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
