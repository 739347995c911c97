"""One's own special diet for a group's meetings."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.pages.context import own
from services.scheduling.schemas.diets import DietSchema
from shared.web import Redirect, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.form("/scheduling/groups/<uuid:group_id>/diet", DietSchema, "scheduling/diet.html", access=signed_in)
def diet(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    view, told = queries.own_diets(work, group_id)
    return {"view": view, "initial": {"diets": told}}


@diet.submit
def submit_diet(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.tell_diet(work, group_id, data["diets"])
    return Redirect(own(group_id).done("diet_told"))
