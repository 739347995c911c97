"""Asking for a proposal: when a call closes, or when its coordinator wants one; it can be stopped."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.placement.loading import locked_placement
from services.scheduling.domain.placement import board
from services.scheduling.tables import KnownCall, Placement
from services.scheduling.tables.candidates import require_call
from shared.work import UnitOfWork

OVERDUE = timedelta(minutes=10)
TRIED = ("ready", "failed")
RULES = {"spread": True, "company": True, "together": [], "apart": []}


def ask_placement(
    work: UnitOfWork,
    call_id: UUID,
    mentors: Mapping[str, Sequence[str]] | None = None,
    rules: Mapping[str, Any] | None = None,
    *,
    by_itself: bool = False,
) -> Placement:
    """Let a proposal be made, around what is locked. What is not given stays as it was. Raises NotPossibleNow."""
    call = require_call(work, call_id)
    placement = locked_placement(work, call_id)
    if placement is None:
        placement = _first(work, call)
    else:
        placement.state_ = board.after(placement.state_, "ask")
    if mentors is not None:
        placement.mentors = {name: sorted(slots) for name, slots in mentors.items() if slots}
    placement.rules = {**RULES, **placement.rules, **(rules or {})}
    placement.asked_at, placement.by_itself = work.now, by_itself
    placement.stop_asked, placement.progress = False, {}
    placement.revision += 1
    work.set_timer("placement_solves", placement.id, work.now)
    work.set_timer("placement_overdue", placement.id, work.now + OVERDUE)
    work.record_history(placement, "asked")
    return placement


def propose_when_closed(work: UnitOfWork, call: KnownCall) -> None:
    """The proposal of a call, as soon as nobody registers any more; what was tried before is made anew with all."""
    if call.data.get("placing") != "together":
        return
    known = work.session.scalar(select(Placement.state_).where(Placement.call_id == call.id))
    if known is None or known in TRIED:
        ask_placement(work, call.id, by_itself=True)


def stop_placement(work: UnitOfWork, call_id: UUID) -> Placement:
    """Stop the solving: the best groups found so far are the proposal. Raises NotPossibleNow."""
    require_call(work, call_id)
    placement = locked_placement(work, call_id, must=True)
    placement.state_ = board.after(placement.state_, "stop")
    placement.stop_asked = True
    work.record_history(placement, "stopped")
    return placement


def give_up_placement(work: UnitOfWork, placement_id: UUID) -> None:
    """A solve that has said nothing for long has died with its process: it can be asked for again."""
    placement = work.session.get(Placement, placement_id, with_for_update=True)
    if placement is not None and board.allowed(placement.state_, "fail") and work.now >= placement.asked_at + OVERDUE:
        fail(work, placement, [])


def fail(work: UnitOfWork, placement: Placement, faults: list[str]) -> None:
    """No proposal came of it: whoever runs the call hears of it, and can ask again."""
    placement.state_, placement.result = board.after(placement.state_, "fail"), {"faults": faults}
    work.emit("placement_failed", placement)


def _first(work: UnitOfWork, call: KnownCall) -> Placement:
    placement = Placement(
        organisation=call.organisation, call_id=call.id, state_="waiting", asked_at=work.now, revision=0
    )
    placement.mentors, placement.rules, placement.groups, placement.unplaced, placement.confirmed = {}, {}, [], [], []
    placement.progress, placement.result = {}, {}
    work.session.add(placement)
    work.session.flush()
    return placement
