"""The address of one's own calendar."""

from typing import Any

from services.shadowing import commands, queries
from services.shadowing.schemas import answers
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")
BASE = "/api/shadowing/v1"


@routes.api("GET", f"{BASE}/calendar", response=answers.CalendarSchema, access=signed_in, summary="My calendar's path")
def read_calendar(request: Request, work: UnitOfWork) -> Any:
    return {"calendar_path": queries.calendar_path(work)}


@routes.api(
    "POST",
    f"{BASE}/calendar",
    response=answers.CalendarSchema,
    status=201,
    access=signed_in,
    summary="Make a new address for my calendar; the old one ends",
)
def renew_calendar(request: Request, work: UnitOfWork) -> Any:
    commands.renew_feed(work)
    return {"calendar_path": queries.calendar_path(work)}


@routes.api("DELETE", f"{BASE}/calendar", access=signed_in, status=204, summary="End my calendar's address")
def end_calendar(request: Request, work: UnitOfWork) -> None:
    commands.end_feed(work)
