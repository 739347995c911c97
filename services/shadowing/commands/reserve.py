"""Applications in reserve: a place that a period gives up is told of to the one whose turn it is (H46).

Guaranteed: each place that is given up is told of once, to the application that it reaches; whoever decides still
decides. Not told of: places that a call gets by a larger quota, which the desk shows.
"""

from uuid import UUID

from sqlalchemy import func, select, tuple_

from services.shadowing.domain.process import UNDECIDED
from services.shadowing.tables import KnownCall, Period
from shared.work import UnitOfWork

WITHOUT_PLACE = ("drafting", *UNDECIDED, "rejected", "withdrawn", "cancelled")


def places_taken(work: UnitOfWork, call_id: UUID) -> int:
    """How many places of a call are taken."""
    places = select(func.count()).where(Period.call_id == call_id, Period.state_name.not_in(WITHOUT_PLACE))
    return work.session.scalar(places) or 0


def pass_place_on(work: UnitOfWork, period: Period, *, had_place: bool, was_in_reserve: bool) -> None:
    """After a period has left its place, or its turn for one: the next is told by a timer of its own."""
    if (had_place and period.state_name in WITHOUT_PLACE) or (was_in_reserve and not period.is_in_reserve):
        call = work.session.get(KnownCall, period.call_id, with_for_update=True)
        quota = call.state().get("quota") if call else None
        free = 0 if quota is None else quota - places_taken(work, period.call_id)
        before = 0 if had_place else _before(work, period)
        if before < free and (reached := _at(work, period.call_id, free)):
            work.set_timer("free_place", reached, work.now)


def _before(work: UnitOfWork, period: Period) -> int:
    turn = tuple_(Period.in_reserve_since, Period.id) < tuple_(period.in_reserve_since, period.id)
    waiting = select(func.count()).where(Period.call_id == period.call_id, Period.is_in_reserve, turn)
    return work.session.scalar(waiting) or 0


def _at(work: UnitOfWork, call_id: UUID, turn: int) -> UUID | None:
    """The application whose turn, from 1, it is."""
    waiting = select(Period.id).where(Period.call_id == call_id, Period.is_in_reserve)
    return work.session.scalar(waiting.order_by(Period.in_reserve_since, Period.id).offset(turn - 1).limit(1))
