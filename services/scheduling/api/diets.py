"""One's own special diet for a group's meetings."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas.diets import DietSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
DIET = "/api/scheduling/v1/groups/<uuid:group_id>/diet"


@routes.api("GET", DIET, response=DietSchema, access=signed_in, summary="My special diet for the meetings of my group")
def get_diet(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return {"diets": queries.own_diets(work, group_id)[1]}


@routes.api("PUT", DIET, body=DietSchema, response=DietSchema, access=signed_in, summary="Tell it; none takes it back")
def put_diet(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.tell_diet(work, group_id, data["diets"])
    return {"diets": queries.own_diets(work, group_id)[1]}
