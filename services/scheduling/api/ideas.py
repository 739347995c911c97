"""The ideas of a group: kept in it, released, taken back."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas.ideas import IdeaSchema, ShownIdea
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
IDEAS = "/api/scheduling/v1/groups/<uuid:group_id>/ideas"
IDEA = f"{IDEAS}/<uuid:idea_id>"
SHOWN: dict[str, Any] = {"response": ShownIdea, "access": signed_in}


@routes.api("GET", IDEAS, response=ShownIdea(many=True), access=signed_in, summary="The ideas of my group")
def list_ideas(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return queries.ideas(work, group_id).notes


@routes.api("POST", IDEAS, body=IdeaSchema, status=201, summary="Keep an idea in the group", **SHOWN)
def capture_idea(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    return commands.capture_idea(work, group_id, data)


@routes.api("PUT", IDEA, body=IdeaSchema, summary="Change the wording of an idea", **SHOWN)
def change_idea(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID, idea_id: UUID) -> Any:
    return commands.change_idea(work, group_id, idea_id, data)


@routes.api("POST", f"{IDEA}/release", summary="Let an idea out of the group", **SHOWN)
def release_idea(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> Any:
    return commands.release_idea(work, group_id, idea_id)


@routes.api("DELETE", f"{IDEA}/release", summary="Take an idea back", **SHOWN)
def take_back_idea(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> Any:
    return commands.take_back_idea(work, group_id, idea_id)


@routes.api("DELETE", IDEA, status=204, access=signed_in, summary="Forget an idea that is not out")
def remove_idea(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> None:
    commands.remove_idea(work, group_id, idea_id)
