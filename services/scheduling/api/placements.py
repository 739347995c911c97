"""Placement proposals: asking, rules, the board, stopping, confirming."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas.placements import (
    STAY,
    BoardSchema,
    PlacementSchema,
    RevisionSchema,
    RulesSchema,
    asked,
)
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
PLACEMENT = "/api/scheduling/v1/placements/<uuid:call_id>"


@routes.api("GET", PLACEMENT, response=PlacementSchema, access=signed_in, summary="The proposal of a call")
def get_placement(request: Request, work: UnitOfWork, call_id: UUID) -> Any:
    return queries.placement(work, call_id)


@routes.api(
    "POST",
    f"{PLACEMENT}/solve",
    body=RulesSchema,
    response=PlacementSchema,
    status=202,
    access=signed_in,
    summary="Let a proposal be made, around what is locked",
)
def solve(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Any:
    return commands.ask_placement(work, call_id, **asked(data))


@routes.api(
    "POST", f"{PLACEMENT}/stop", response=PlacementSchema, access=signed_in, summary="Stop, and keep the best so far"
)
def stop(request: Request, work: UnitOfWork, call_id: UUID) -> Any:
    return commands.stop_placement(work, call_id)


@routes.api(
    "PUT",
    f"{PLACEMENT}/groups",
    body=BoardSchema,
    response=PlacementSchema,
    access=signed_in,
    summary="Move people, and say who is locked",
)
def arrange(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Any:
    moves = {person: to for person, to in data["moves"] if to != STAY}
    return commands.arrange_placement(work, call_id, data["revision"], moves, data["locked"])


@routes.api(
    "POST",
    f"{PLACEMENT}/confirm",
    body=RevisionSchema,
    response=PlacementSchema,
    access=signed_in,
    summary="Confirm the groups: registration forms them",
)
def confirm(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Any:
    return commands.confirm_placement(work, call_id, data["revision"])
