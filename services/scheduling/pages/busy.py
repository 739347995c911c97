"""One's own busy times, from a calendar file or address; the mentor sees that somebody is busy, never why."""

from typing import Any

from services.scheduling import commands, queries
from services.scheduling.schemas.closures import BusySchema
from shared.privacy.classes import period_of, words
from shared.web import Redirect, Routes, signed_in
from shared.web.request import MEBIBYTE, Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
PATH = "/scheduling/busy"


@routes.form(PATH, BusySchema, "scheduling/busy.html", access=signed_in)
def busy(request: Request, work: UnitOfWork) -> dict[str, Any]:
    period = words(period_of(work.network, "technical"))
    return {"kept": queries.busy_count(work), "period": period, "done": request.args.get("done", "")}


@busy.submit
def submit_busy(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    file = request.http.files.get("file")
    content = file.stream.read(MEBIBYTE + 1) if file and file.filename else b""
    commands.import_busy_times(work, content, None if content else data["address"])
    return Redirect(f"{PATH}?done=imported")


@routes.action(f"{PATH}/forget", access=signed_in)
def forget(request: Request, work: UnitOfWork) -> Redirect:
    commands.forget_busy_times(work)
    return Redirect(f"{PATH}?done=forgotten")
