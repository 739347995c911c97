"""The plan of a group, for its members and mentors: themes, who prepares them, questions, the day it was agreed on."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import ThemeGiven
from services.scheduling.domain.agreement_errors import AcceptFirst
from services.scheduling.queries import PlanView
from services.scheduling.queries.views import by_name
from services.scheduling.schemas.agreement import METHOD_TEXTS, PlanAgreedSchema, PlanSchema, ThemeSchema
from shared.errors import NotFound
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
PLAN = "/scheduling/groups/<uuid:group_id>/plan"
DONE = frozenset({"saved", "agreed"})


@routes.page(PLAN, access=signed_in)
def plan(request: Request, work: UnitOfWork, group_id: UUID) -> Page | Redirect:
    try:
        found = queries.plan(work, group_id)
    except AcceptFirst:
        return Redirect(f"/scheduling/groups/{group_id}/agreement/text")
    code = request.args.get("done", "")
    shown: dict[str, Any] = {"found": found, "view": found.view, "plan": found.plan, "methods": METHOD_TEXTS}
    return Page("scheduling/plan.html", path=request.path, done=code if code in DONE else "", **shown)


@routes.form(f"{PLAN}/write", PlanSchema, "scheduling/plan_write.html", access=signed_in)
def write(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    found = queries.plan(work, group_id)
    return {"view": found.view, "initial": found.plan or {"revision": 0}}


@write.submit
def submit_write(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.write_plan(work, group_id, data, data.pop("revision"))
    return _done(group_id, "saved")


@routes.form(f"{PLAN}/themes/new", ThemeSchema, "scheduling/plan_theme.html", access=signed_in)
def new_theme(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return _theme_context(queries.plan(work, group_id))


@new_theme.submit
def submit_new_theme(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.add_theme(work, group_id, ThemeGiven(**data))
    return _done(group_id, "saved")


@routes.form(f"{PLAN}/themes/<uuid:theme_id>", ThemeSchema, "scheduling/plan_theme.html", access=signed_in)
def theme(request: Request, work: UnitOfWork, group_id: UUID, theme_id: UUID) -> dict[str, Any]:
    found = queries.plan(work, group_id)
    kept = next((each for each in (found.plan.themes if found.plan else ()) if each.id == theme_id), None)
    if kept is None:
        raise NotFound()
    return _theme_context(found) | {"initial": kept, "remove": f"{request.path}/remove"}


@theme.submit
def submit_theme(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID, theme_id: UUID) -> Redirect:
    commands.change_theme(work, group_id, theme_id, ThemeGiven(**data))
    return _done(group_id, "saved")


@routes.action(f"{PLAN}/themes/<uuid:theme_id>/remove", access=signed_in)
def remove_theme(request: Request, work: UnitOfWork, group_id: UUID, theme_id: UUID) -> Redirect:
    commands.remove_theme(work, group_id, theme_id)
    return _done(group_id, "saved")


@routes.form(f"{PLAN}/agreed", PlanAgreedSchema, "scheduling/plan_agreed.html", access=signed_in)
def agreed(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    found = queries.plan(work, group_id)
    if found.plan is None or "mentor" not in found.view.relations:
        raise NotFound()
    return {"view": found.view, "plan": found.plan, "initial": {"agreed_on": found.plan.agreed_on or work.today}}


@agreed.submit
def submit_agreed(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.agree_plan(work, group_id, **data)
    return _done(group_id, "agreed")


def _theme_context(found: PlanView) -> dict[str, Any]:
    people = {each.id: each for each in (*found.view.members, *found.view.mentors)}
    return {"view": found.view, "people": by_name(list(people.values())), "remove": ""}


def _done(group_id: UUID, code: str) -> Redirect:
    return Redirect(f"/scheduling/groups/{group_id}/plan?done={code}")
