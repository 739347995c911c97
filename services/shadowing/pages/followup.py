"""After the period: each one's follow-up form, and the sharing of what was learned."""

from typing import Any

from services.shadowing import commands
from services.shadowing.pages.doors import Place, asking, form
from services.shadowing.pages.shown import period_context
from services.shadowing.schemas.forms import FollowupSchema, SharingSchema
from shared.errors import NotFound
from shared.web import Page, Redirect, by_link
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_followup(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Send one's own form."""
    commands.submit_followup(work, place.period_id, data)
    return place.after("followup_sent")


@form(
    "/followup",
    asking(FollowupSchema, "followup"),
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
        return Page("shadowing/followup_sent.html", **context)
    return context


def submit_sharing(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Record the sharing."""
    commands.record_sharing(work, place.period_id, data)
    return place.after("shared")


@form("/sharing", asking(SharingSchema, "sharing"), "shadowing/form.html", submit_sharing)
def share(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form; what was recorded before can be changed."""
    context = period_context(request, work, place)
    own = [each for each in context["period"]["sharings"] if each["position"] == context["period"]["position"]]
    intro = _("What you tell here shows that learning spreads. A word over coffee counts.")
    initial = own[0]["answers"] if own else {}
    return {**context, "title": _(context["forms"].SHARING.title), "intro": intro, "initial": initial}
