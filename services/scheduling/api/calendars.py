"""The address of one's own calendar."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas import CalendarSchema
from services.scheduling.schemas.meetings import AddressSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"
ADDRESS = f"{ROOT}/groups/<uuid:group_id>/addresses/<purpose>"


@routes.api("GET", f"{ROOT}/calendar", response=CalendarSchema, access=signed_in, summary="The path of my calendar")
def get_calendar(request: Request, work: UnitOfWork) -> Any:
    return {"calendar_path": queries.calendar_path(work)}


@routes.api(
    "POST",
    f"{ROOT}/calendar",
    response=CalendarSchema,
    status=201,
    access=signed_in,
    summary="Make a new address for my calendar; the old one ends",
)
def renew_calendar(request: Request, work: UnitOfWork) -> Any:
    commands.renew_feed(work)
    return {"calendar_path": queries.calendar_path(work)}


@routes.api(
    "DELETE", f"{ROOT}/calendar", response=CalendarSchema, access=signed_in, summary="End my calendar's address"
)
def end_calendar(request: Request, work: UnitOfWork) -> Any:
    commands.end_feed(work)
    return {"calendar_path": None}


@routes.api(
    "POST",
    ADDRESS,
    response=AddressSchema,
    status=201,
    access=signed_in,
    summary="Make an address of a group, of its calendar or for the host of its room; an earlier one ends",
)
def make_address(request: Request, work: UnitOfWork, group_id: UUID, purpose: str) -> Any:
    commands.renew_group_address(work, group_id, purpose)
    return {"path": queries.group_address(queries.group(work, group_id), purpose)}


@routes.api("DELETE", ADDRESS, response=AddressSchema, access=signed_in, summary="End an address of a group")
def end_address(request: Request, work: UnitOfWork, group_id: UUID, purpose: str) -> Any:
    commands.end_group_address(work, group_id, purpose)
    return {"path": None}
