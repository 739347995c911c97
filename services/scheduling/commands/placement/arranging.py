"""What a coordinator changes on the board, and the confirmation that lets registration form the groups."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from services.scheduling.commands.placement.loading import locked_placement, require_revision
from services.scheduling.domain.placement import board
from services.scheduling.tables import Placement
from services.scheduling.tables.candidates import answers_of, candidates, groups_of, require_call
from shared.work import UnitOfWork


def arrange_placement(
    work: UnitOfWork, call_id: UUID, revision: int, moves: Mapping[UUID, UUID | None], locked: Iterable[UUID]
) -> Placement:
    """Move people (None: out of the groups) and lock those named. Raises BoardChanged, NotOnBoard, NotFreeThen."""
    require_call(work, call_id)
    placement = locked_placement(work, call_id, must=True)
    placement.state_ = board.after(placement.state_, "change")
    require_revision(placement, revision)
    free = {str(each.person_id): answers_of(each) for each in candidates(work, call_id)}
    wanted = {str(person): str(group) if group else board.OUT for person, group in moves.items()}
    groups = board.arranged(placement.proposed, wanted, map(str, locked), free)
    placement.groups = [each.dumped() for each in groups]
    placement.unplaced = _left(placement.unplaced, groups, free)
    placement.revision += 1
    if moves:
        work.record_history(placement, "arranged", moved=len(moves))
    return placement


def confirm_placement(work: UnitOfWork, call_id: UUID, revision: int) -> Placement:
    """The groups are as they should be: registration forms them. Nobody confirms a group that they are in."""
    require_call(work, call_id)
    placement = locked_placement(work, call_id, must=True)
    state = board.after(placement.state_, "confirm")
    require_revision(placement, revision)
    here = {str(each.person_id) for each in candidates(work, call_id)}
    groups = [board.without_gone(each, here) for each in placement.proposed]
    sizes = {str(each.id): (each.data["min_size"], each.data["max_size"]) for each in groups_of(work, call_id)}
    actor = str(work.actor.person_id) if work.actor.person_id else None
    formed = board.require_confirmable([each for each in groups if each.group in sizes], sizes, actor)
    placement.state_, placement.confirmed_at = state, work.now
    placement.groups = placement.confirmed = [board.kept(each).dumped() for each in formed]
    placement.revision += 1
    work.emit("placement_confirmed", placement)
    work.record_history(placement, "confirmed", people=sum(len(each.people) for each in formed))
    return placement


def _left(
    before: list[dict[str, object]], groups: Iterable[board.Proposed], free: Iterable[str]
) -> list[dict[str, object]]:
    """Who has no group now; the reasons of those who had none before are still told."""
    placed = {person for each in groups for person in each.people}
    known = {str(each["id"]): each for each in before}
    return [
        known.get(each, {"id": each, "reason": "taken_out", "would_help": []})
        for each in sorted(free)
        if each not in placed
    ]
