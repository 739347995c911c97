"""Loading a proposal, locked, and only for whoever decides on its call."""

from typing import Literal, overload
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.placement_errors import BoardChanged
from services.scheduling.tables import Placement
from shared.errors import NotFound
from shared.work import UnitOfWork


@overload
def locked_placement(work: UnitOfWork, call_id: UUID, *, must: Literal[True]) -> Placement: ...
@overload
def locked_placement(work: UnitOfWork, call_id: UUID) -> Placement | None: ...
def locked_placement(work: UnitOfWork, call_id: UUID, *, must: bool = False) -> Placement | None:
    """The proposal of a call, locked until the unit ends. Raises NotFound if it must be there."""
    statement = select(Placement).where(Placement.call_id == call_id).with_for_update()
    placement = work.session.scalar(statement.execution_options(populate_existing=True))
    if placement is None and must:
        raise NotFound()
    return placement


def require_revision(placement: Placement, revision: int) -> None:
    """Raises BoardChanged when the board was not the one that was looked at."""
    if placement.revision != revision:
        raise BoardChanged()
