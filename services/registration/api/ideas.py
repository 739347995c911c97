"""The register of ideas: read by everybody signed in, decided on by who is in charge."""

from typing import Any
from uuid import UUID

from services.registration.commands import ideas as commands
from services.registration.queries import ideas as queries
from services.registration.schemas.ideas import IdeaEntry, IdeaMerge, IdeaPlan, IdeaRealised, IdeaReason, IdeaShown
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
IDEAS = "/api/registration/v1/ideas"
ONE = f"{IDEAS}/<uuid:idea_id>"
SHOWN: dict[str, Any] = {"response": IdeaShown, "access": signed_in}


@routes.api("GET", IDEAS, response=IdeaShown(many=True), access=signed_in, summary="The ideas, open ones first")
def list_ideas(request: Any, work: UnitOfWork) -> list[dict[str, Any]]:
    return queries.ideas(work)


@routes.api("POST", IDEAS, body=IdeaEntry, status=201, summary="Enter an idea of the network", **SHOWN)
def enter_idea(request: Any, work: UnitOfWork, data: dict[str, Any]) -> dict[str, Any]:
    return queries.shown(work, commands.enter_idea(work, work.network.slug, data))


@routes.api("GET", ONE, summary="An idea", **SHOWN)
def get_idea(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    return queries.idea(work, idea_id)


@routes.api("POST", f"{ONE}/review", summary="Take an idea under review", **SHOWN)
def review_idea(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    return queries.shown(work, commands.review_idea(work, idea_id))


@routes.api("POST", f"{ONE}/plan", body=IdeaPlan, summary="Plan to carry it out", **SHOWN)
def plan_idea(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
    return queries.shown(work, commands.plan_idea(work, idea_id, **data))


@routes.api("POST", f"{ONE}/realise", body=IdeaRealised, summary="Tell what came of it", **SHOWN)
def realise_idea(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
    call_id = data.pop("became_call_id")
    return queries.shown(work, commands.realise_idea(work, idea_id, data, call_id))


@routes.api("POST", f"{ONE}/park", body=IdeaReason, summary="Let it wait", **SHOWN)
def park_idea(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
    return queries.shown(work, commands.park_idea(work, idea_id, **data))


@routes.api("POST", f"{ONE}/reject", body=IdeaReason, summary="Do not carry it out", **SHOWN)
def reject_idea(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
    return queries.shown(work, commands.reject_idea(work, idea_id, **data))


@routes.api("POST", f"{ONE}/merge", body=IdeaMerge, summary="Make it a part of another idea", **SHOWN)
def merge_idea(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
    return queries.shown(work, commands.merge_idea(work, idea_id, **data))
