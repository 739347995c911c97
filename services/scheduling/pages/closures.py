"""Breaks, exams and closed days of organisations: what is known, and importing them with a look before."""

from typing import Any

from services.scheduling import commands, queries
from services.scheduling.domain.closures import Closure
from services.scheduling.schemas.closures import ClosuresSchema
from shared.errors import Forbidden
from shared.web import Redirect, Routes, signed_in
from shared.web.i18n import language
from shared.web.request import MEBIBYTE, Request
from shared.web.results import Step
from shared.work import UnitOfWork

routes = Routes("scheduling")
PATH = "/scheduling/closures"


@routes.form(PATH, ClosuresSchema, "scheduling/closures.html", access=signed_in)
def closures(request: Request, work: UnitOfWork) -> dict[str, Any]:
    in_charge = queries.organisations_in_charge(work)
    if not in_charge:
        raise Forbidden()
    names = [(each, work.network.organisations[each].name(language(), work.today)) for each in in_charge]
    known = queries.closures_shown(work, in_charge)
    return {"organisations": names, "known": known, "done": request.args.get("done") == "imported"}


@closures.submit
def submit_closures(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Redirect | Step:
    """The first time what was read is shown, with every line that was not; nothing is saved before."""
    file = request.http.files.get("file")
    content = file.stream.read(MEBIBYTE) if file and file.filename else data["sheet"].encode()
    sheet = commands.sheet_of(work, data["organisation"], content)
    if data["seen"]:
        commands.import_closures(work, data["organisation"], sheet.closures)
        return Redirect(f"{PATH}?done=imported")
    lines = "\n".join(_line(each) for each in sheet.closures)
    return Step("scheduling/closures_check.html", sheet=sheet, organisation=data["organisation"], lines=lines)


def _line(closure: Closure) -> str:
    return f"{closure.first};{closure.last};{closure.kind};{closure.unit or ''}"
