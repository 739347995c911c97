"""Breaks of organisations, and one's own busy times."""

from typing import Any

from services.scheduling import commands, queries
from services.scheduling.schemas.closures import (
    BusyAnswerSchema,
    BusySchema,
    ClosureSchema,
    ClosuresSchema,
    SheetReadSchema,
)
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"


@routes.api(
    "GET",
    f"{ROOT}/closures",
    response=ClosureSchema(many=True),
    access=signed_in,
    summary="Breaks, exams and closed days of the organisations that I coordinate",
)
def list_closures(request: Request, work: UnitOfWork) -> Any:
    return queries.closures_shown(work, queries.organisations_in_charge(work))


@routes.api(
    "POST",
    f"{ROOT}/closures",
    body=ClosuresSchema,
    response=SheetReadSchema,
    access=signed_in,
    summary="Read breaks from a sheet; they are saved only with `seen`",
)
def import_closures(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    sheet = commands.sheet_of(work, data["organisation"], data["sheet"].encode())
    if data["seen"]:
        commands.import_closures(work, data["organisation"], sheet.closures)
    faults = [{"line": line, "fault": fault} for line, fault in sheet.faults]
    return {"closures": sheet.closures, "faults": faults, "saved": data["seen"]}


@routes.api(
    "PUT",
    f"{ROOT}/busy",
    body=BusySchema,
    response=BusyAnswerSchema,
    access=signed_in,
    summary="Replace my busy times by those of a calendar",
)
def import_busy(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    content = (data["calendar"] or "").encode()
    return {"kept": commands.import_busy_times(work, content, None if content else data["address"])}


@routes.api("DELETE", f"{ROOT}/busy", response=BusyAnswerSchema, access=signed_in, summary="Delete my busy times")
def forget_busy(request: Request, work: UnitOfWork) -> Any:
    commands.forget_busy_times(work)
    return {"kept": queries.busy_count(work)}
