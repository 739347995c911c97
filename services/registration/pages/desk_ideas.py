"""The register of ideas as pages: what groups let out, what is planned, what came of it."""

from typing import Any
from uuid import UUID

from services.registration.commands import ideas as commands
from services.registration.pages.desk import DESK
from services.registration.queries import calls
from services.registration.queries import ideas as queries
from services.registration.schemas import ideas as schemas
from shared.errors import Forbidden
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.web.ideas import TYPE_TEXTS, WAY_TEXTS
from shared.work import UnitOfWork

routes = Routes("registration")
IDEAS = f"{DESK}/ideas"
ONE = f"{IDEAS}/<uuid:idea_id>"
FORM = "registration/form.html"
TEXTS = {
    "states": schemas.STATE_TEXTS,
    "types": TYPE_TEXTS,
    "ways": WAY_TEXTS,
    "reasons": schemas.REASON_TEXTS,
}


@routes.page(IDEAS, access=signed_in)
def ideas_page(request: Any, work: UnitOfWork) -> Page:
    may_enter = queries.in_charge(work, work.network.slug)
    return Page("registration/desk_ideas.html", ideas=queries.ideas(work), may_enter=may_enter, texts=TEXTS)


@routes.page(ONE, access=signed_in)
def idea_page(request: Any, work: UnitOfWork, idea_id: UUID) -> Page:
    return Page("registration/desk_idea.html", idea=queries.idea(work, idea_id), path=request.path, texts=TEXTS)


@routes.form(f"{IDEAS}/new", schemas.IdeaEntry, FORM, access=signed_in)
def new_idea(request: Any, work: UnitOfWork) -> dict[str, Any]:
    commands.require_charge(work, work.network.slug)
    intro = _("An idea that came by word of mouth. Write no names.")
    return {
        "title": _("A new idea"),
        "intro": intro,
        "back": IDEAS,
        "initial": {"idea_type": "need", "origin": "entered"},
    }


@new_idea.submit
def submit_new_idea(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    return _page(commands.enter_idea(work, work.network.slug, data).id)


@routes.action(f"{ONE}/review", access=signed_in)
def review(request: Any, work: UnitOfWork, idea_id: UUID) -> Redirect:
    commands.review_idea(work, idea_id)
    return _page(idea_id)


@routes.form(f"{ONE}/plan", schemas.IdeaPlan, FORM, access=signed_in)
def plan(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    return _form(work, idea_id, _("Plan the idea"), _("You are noted as the one who sees to it."))


@plan.submit
def submit_plan(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> Redirect:
    commands.plan_idea(work, idea_id, **data)
    return _page(idea_id)


@routes.form(f"{ONE}/realise", schemas.IdeaRealised, FORM, access=signed_in)
def realise(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    choices = [(str(each["id"]), local(each["title"])) for each in calls.public_calls(work)]
    intro = _("What was carried out, when and where.")
    return _form(work, idea_id, _("The idea was carried out"), intro) | {"calls": choices}


@realise.submit
def submit_realise(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> Redirect:
    commands.realise_idea(work, idea_id, data, data.pop("became_call_id"))
    return _page(idea_id)


@routes.form(f"{ONE}/park", schemas.IdeaReason, FORM, access=signed_in)
def park(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    return _form(
        work, idea_id, _("Let the idea wait"), _("The reason is kept in the register of ideas, and the group reads it.")
    )


@park.submit
def submit_park(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> Redirect:
    commands.park_idea(work, idea_id, **data)
    return _page(idea_id)


@routes.form(f"{ONE}/reject", schemas.IdeaReason, FORM, access=signed_in)
def reject(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    return _form(
        work,
        idea_id,
        _("Do not carry the idea out"),
        _("The reason is kept in the register of ideas, and the group reads it."),
    )


@reject.submit
def submit_reject(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> Redirect:
    commands.reject_idea(work, idea_id, **data)
    return _page(idea_id)


@routes.form(f"{ONE}/merge", schemas.IdeaMerge, FORM, access=signed_in)
def merge(request: Any, work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    open_ones = [each for each in queries.ideas(work) if each["state"] in commands.rules.OPEN and each["id"] != idea_id]
    own = queries.idea(work, idea_id)["organisation"]
    others = [(str(each["id"]), each["theme"]) for each in open_ones if each["organisation"] == own]
    return _form(work, idea_id, _("Part of another idea"), _("You can take it apart again.")) | {"others": others}


@merge.submit
def submit_merge(request: Any, work: UnitOfWork, data: dict[str, Any], idea_id: UUID) -> Redirect:
    commands.merge_idea(work, idea_id, **data)
    return _page(idea_id)


def _form(work: UnitOfWork, idea_id: UUID, title: str, intro: str) -> dict[str, Any]:
    found = queries.idea(work, idea_id)
    if not found["mine"]:
        raise Forbidden()
    return {"title": title, "intro": intro, "back": f"{IDEAS}/{idea_id}", "initial": found, "send": _("Save")}


def _page(idea_id: UUID) -> Redirect:
    return Redirect(f"{IDEAS}/{idea_id}")
