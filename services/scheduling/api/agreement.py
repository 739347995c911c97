"""The agreement and the plan of a group: for its members and mentors; its public themes for everybody."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import ThemeGiven
from services.scheduling.schemas.agreement import (
    AgreementTextSchema,
    AnswerSchema,
    PlanAgreedSchema,
    PlanSchema,
    PublicThemes,
    ShownAgreement,
    ShownPlan,
    ThemeSchema,
)
from shared.web import Routes, anyone, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
GROUP = "/api/scheduling/v1/groups/<uuid:group_id>"
TEXT, PLAN = f"{GROUP}/agreement/text", f"{GROUP}/plan"
THEME = f"{PLAN}/themes/<uuid:theme_id>"
AGREEMENT: dict[str, Any] = {"response": ShownAgreement, "access": signed_in}
SHOWN: dict[str, Any] = {"response": ShownPlan, "access": signed_in}


@routes.api("GET", TEXT, summary="The agreement that my group wrote here", **AGREEMENT)
def get_agreement(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return _agreement(work, group_id)


@routes.api("PUT", TEXT, body=AgreementTextSchema, summary="Write the agreement, or an amendment", **AGREEMENT)
def write_agreement(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.write_agreement(work, group_id, data, data.pop("revision"))
    return _agreement(work, group_id)


@routes.api("POST", f"{TEXT}/proposal", summary="Ask everybody in the group to accept the text", **AGREEMENT)
def propose_agreement(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    commands.propose_agreement(work, group_id)
    return _agreement(work, group_id)


@routes.api("DELETE", f"{TEXT}/proposal", summary="Take the proposal back to write on", **AGREEMENT)
def take_back_agreement(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    commands.take_back_agreement(work, group_id)
    return _agreement(work, group_id)


@routes.api("DELETE", f"{TEXT}/draft", status=204, access=signed_in, summary="Forget the draft or the amendment")
def drop_agreement_draft(request: Request, work: UnitOfWork, group_id: UUID) -> None:
    commands.drop_agreement_draft(work, group_id)


@routes.api("POST", f"{TEXT}/acceptance", body=AnswerSchema, summary="Accept the version that I have read", **AGREEMENT)
def accept_agreement(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.accept_agreement(work, group_id, **data)
    return _agreement(work, group_id)


@routes.api("POST", f"{TEXT}/refusal", body=AnswerSchema, summary="Say no to it; nobody asks why", **AGREEMENT)
def decline_agreement(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.decline_agreement(work, group_id, **data)
    return _agreement(work, group_id)


@routes.api("GET", PLAN, summary="The plan of my group", **SHOWN)
def get_plan(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return _plan(work, group_id)


@routes.api("PUT", PLAN, body=PlanSchema, summary="Write the plan, but for its themes", **SHOWN)
def write_plan(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.write_plan(work, group_id, data, data.pop("revision"))
    return _plan(work, group_id)


@routes.api("POST", f"{PLAN}/themes", body=ThemeSchema, status=201, summary="Add a theme", **SHOWN)
def add_theme(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.add_theme(work, group_id, ThemeGiven(**data))
    return _plan(work, group_id)


@routes.api("PUT", THEME, body=ThemeSchema, summary="Change a theme", **SHOWN)
def change_theme(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID, theme_id: UUID) -> Any:
    commands.change_theme(work, group_id, theme_id, ThemeGiven(**data))
    return _plan(work, group_id)


@routes.api("DELETE", THEME, summary="Remove a theme", **SHOWN)
def remove_theme(request: Request, work: UnitOfWork, group_id: UUID, theme_id: UUID) -> Any:
    commands.remove_theme(work, group_id, theme_id)
    return _plan(work, group_id)


@routes.api("PUT", f"{PLAN}/agreed", body=PlanAgreedSchema, summary="Note the day of the plan", **SHOWN)
def agree_plan(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.agree_plan(work, group_id, **data)
    return _plan(work, group_id)


@routes.api("GET", f"{GROUP}/themes", response=PublicThemes, access=anyone, summary="Themes that the group made public")
def public_themes(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return queries.public_themes(work, group_id)


def _agreement(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return queries.agreement_json(queries.agreement(work, group_id))


def _plan(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return queries.plan_json(queries.plan(work, group_id))
