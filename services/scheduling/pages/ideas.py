"""The ideas of a group: written in an idea session or between meetings, let out when the group agrees."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas.ideas import OUTCOME_TEXTS, REASON_TEXTS, IdeaSchema
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.ideas import TYPE_TEXTS, WAY_TEXTS
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
IDEAS = "/scheduling/groups/<uuid:group_id>/ideas"
IDEA = f"{IDEAS}/<uuid:idea_id>"
DONE = frozenset({"saved", "released", "taken_back", "removed"})


@routes.page(IDEAS, access=signed_in)
def ideas(request: Request, work: UnitOfWork, group_id: UUID) -> Page:
    found = queries.ideas(work, group_id)
    code = request.args.get("done", "")
    texts = {"types": TYPE_TEXTS, "ways": WAY_TEXTS, "outcomes": OUTCOME_TEXTS, "reasons": REASON_TEXTS}
    shown: dict[str, Any] = {"done": code if code in DONE else "", "path": request.path, **texts}
    return Page("scheduling/ideas.html", found=found, view=found.view, **shown)


@routes.form(f"{IDEAS}/new", IdeaSchema, "scheduling/idea.html", access=signed_in)
def new_idea(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return {"view": queries.ideas(work, group_id).view, "note": None, "initial": {"idea_type": "need"}}


@new_idea.submit
def submit_new_idea(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.capture_idea(work, group_id, data)
    return _done(group_id, "saved")


@routes.form(IDEA, IdeaSchema, "scheduling/idea.html", access=signed_in)
def idea(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> dict[str, Any]:
    found, note = queries.idea_note(work, group_id, idea_id)
    return {"view": found.view, "note": note, "initial": note}


@idea.submit
def submit_idea(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID, idea_id: UUID) -> Redirect:
    commands.change_idea(work, group_id, idea_id, data)
    return _done(group_id, "saved")


@routes.action(f"{IDEA}/release", access=signed_in)
def release(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> Redirect:
    commands.release_idea(work, group_id, idea_id)
    return _done(group_id, "released")


@routes.action(f"{IDEA}/take-back", access=signed_in)
def take_back(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> Redirect:
    commands.take_back_idea(work, group_id, idea_id)
    return _done(group_id, "taken_back")


@routes.action(f"{IDEA}/remove", access=signed_in)
def remove(request: Request, work: UnitOfWork, group_id: UUID, idea_id: UUID) -> Redirect:
    commands.remove_idea(work, group_id, idea_id)
    return _done(group_id, "removed")


def _done(group_id: UUID, code: str) -> Redirect:
    return Redirect(f"/scheduling/groups/{group_id}/ideas?done={code}")
