"""The address of one's own calendar."""

from typing import Any

from services.scheduling import commands, queries
from services.scheduling.schemas import CalendarSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"


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
