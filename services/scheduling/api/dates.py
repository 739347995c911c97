"""Dates of a group, several at once: what is known of them, a proposal from a rhythm, and adding them."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas import MeetingSchema
from services.scheduling.schemas.dates import DatesSchema, FlaggedDateSchema, RhythmSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
DATES = "/api/scheduling/v1/groups/<uuid:group_id>/dates"


@routes.api(
    "GET",
    f"{DATES}/proposal",
    query=RhythmSchema,
    response=FlaggedDateSchema(many=True),
    access=signed_in,
    summary="Dates of a rhythm that avoid holidays, breaks and other meetings, with what is known of each",
)
def propose_dates(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    view = queries.led_group(work, group_id)
    slots = queries.proposed_dates(view, request.query_data)
    return _flagged(queries.series_flags(view, slots))


@routes.api(
    "POST",
    f"{DATES}/check",
    body=DatesSchema,
    response=FlaggedDateSchema(many=True),
    access=signed_in,
    summary="What is known of dates before they are saved; saves nothing",
)
def check_dates(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    reserves = [data["reserve_date"]] if data["reserve_date"] else []
    return _flagged(queries.new_dates(queries.led_group(work, group_id), data["meetings"], reserves))


@routes.api(
    "POST",
    DATES,
    body=DatesSchema,
    response=MeetingSchema(many=True),
    status=201,
    access=signed_in,
    summary="Add meetings, and a reserve date, to a group in one act",
)
def add_dates(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.add_dates(work, group_id, data["meetings"], data["reserve_date"])
    return queries.group(work, group_id).meetings


def _flagged(found: dict[Any, Any]) -> list[dict[str, Any]]:
    return [{"slot": slot, "flags": flags} for slot, flags in found.items()]
