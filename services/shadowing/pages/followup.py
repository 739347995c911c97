"""After the period: each one's follow-up form, and the sharing of what was learned."""

from typing import Any
from uuid import UUID

from marshmallow import Schema

from services.shadowing import commands, queries
from services.shadowing.domain.forms.followup import MORE
from services.shadowing.pages.doors import Place, asking, form, own_page
from services.shadowing.pages.shown import period_context
from services.shadowing.schemas.forms import FollowupSchema, SharingSchema
from services.shadowing.schemas.questions import with_goals, with_own
from shared.errors import NotFound
from shared.web import Page, Redirect, by_link
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_followup(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Send one's own form."""
    commands.submit_followup(work, place.period_id, data)
    return place.after("followup_sent")


def asking_for_each_goal(work: UnitOfWork, period_id: UUID) -> Schema:
    """The schema of the follow-up form of a period, with a question for each of its goals."""
    goals = queries.period_of(work, period_id)["goals_to_answer"]
    return with_own(with_goals(FollowupSchema, goals), queries.form_of(work, period_id, "followup"))


@form(
    "/followup",
    asking_for_each_goal,
    "shadowing/followup.html",
    submit_followup,
    ("/shadowing/followup/<token>", by_link("followup")),
)
def follow_up(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any] | Page:
    """The form, beside the goals that were set; once it is sent, a thank you."""
    context = period_context(request, work, place)
    position = context["period"]["position"]
    if position is None:
        raise NotFound
    if context["period"]["parties"][position]["followup_submitted"]:
        return Page("shadowing/followup_sent.html", own_page=own_page(request, work, place), **context)
    return {**context, "more": {each.name for each in MORE}}


def submit_sharing(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Record the sharing."""
    commands.record_sharing(work, place.period_id, data)
    return place.after("shared")


@form("/sharing", asking(SharingSchema, "sharing"), "shadowing/form.html", submit_sharing)
def share(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form; what was recorded before can be changed."""
    context = period_context(request, work, place)
    own = [each for each in context["period"]["sharings"] if each["position"] == context["period"]["position"]]
    intro = _(
        "Sharing is up to you and your supervisor. A word over coffee counts; a time and a place of its own is better."
    )
    initial = own[0]["answers"] if own else {}
    return {**context, "title": _(context["forms"].SHARING.title), "intro": intro, "initial": initial}
