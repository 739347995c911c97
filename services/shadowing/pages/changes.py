"""What is not the ordinary course: questions to the pair, interrupting, shortening, cancelling, another partner."""

from typing import Any

from services.shadowing import commands
from services.shadowing.domain import forms
from services.shadowing.pages.doors import Place, action, form
from services.shadowing.pages.shown import period_context, workplaces
from services.shadowing.schemas.changes import (
    ClarificationSchema,
    InterruptSchema,
    MidTermSchema,
    ReasonsSchema,
    ShorteningSchema,
)
from services.shadowing.schemas.forms import InvitationSchema
from shared.errors import NotFound
from shared.web import Redirect
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

Data = dict[str, Any]


def only_if(request: Request, work: UnitOfWork, place: Place, command: str, **words: str) -> dict[str, Any]:
    """The context of a form about a period. Raises NotFound where the form has nothing to do."""
    context = period_context(request, work, place)
    if command not in context["period"]["can"]:
        raise NotFound
    return {**context, **words}


def submit_clarification(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Send the questions."""
    commands.ask_for_clarification(work, place.period_id, data)
    return place.after("asked")


@form("/clarification", ClarificationSchema, "shadowing/form.html", submit_clarification)
def ask_for_clarification(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """Questions under contents, cooperation and ways of working."""
    intro = _("The pair answers by changing the plan; you see what was changed. Write at least one question.")
    words = {"title": _("Ask the pair to clarify the plan"), "intro": intro, "send": _("Send the questions")}
    return only_if(request, work, place, "ask_for_clarification", **words)


@action("/review")
def start_review(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.start_review(work, place.period_id)
    return place.after("under_review")


def submit_mid_term(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Record the check."""
    commands.check_mid_term(work, place.period_id, data)
    return place.after("mid_term")


@form("/mid-term", MidTermSchema, "shadowing/form.html", submit_mid_term)
def check_mid_term(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """One question, in the middle of a year-long period."""
    intro = _("Talk about it together; one of you answers for both. Your supervisors and the one who decides read it.")
    words = {"title": _(forms.MID_TERM.title), "intro": intro, "send": _("Save")}
    context = only_if(request, work, place, "check_mid_term", **words)
    saved = context["period"]["mid_term"]
    return {**context, "initial": saved["answers"] if saved else {}}


def submit_interruption(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Interrupt."""
    commands.interrupt(work, place.period_id, data.get("reason"))
    return place.after("interrupted")


@form("/interrupt", InterruptSchema, "shadowing/form.html", submit_interruption)
def interrupt(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """What it means, before it is done."""
    intro = _(
        "The days that were kept count. The days to come are called off; new dates can be given to them later, or the "
        "period is accepted with fewer days."
    )
    words = {"title": _("Interrupt the period"), "intro": intro, "send": _("Interrupt the period")}
    return only_if(request, work, place, "interrupt", **words)


def submit_shortening(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Accept the period as it is."""
    commands.shorten(work, place.period_id, data)
    return place.after("shortened")


@form("/shorten", ShorteningSchema, "shadowing/form.html", submit_shortening)
def shorten(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """How many days of how many."""
    context = only_if(request, work, place, "shorten", title=_("Accept the period with fewer days"), send=_("Accept"))
    days = context["period"]["days"]
    kept = sum(day["state"] == "kept" for day in days)
    intro = _("{kept} of {days} days were kept. Both are asked for the follow-up form.", kept=kept, days=len(days))
    return {**context, "intro": intro}


def submit_cancellation(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Cancel."""
    commands.cancel(work, place.period_id, data["reasons"])
    return place.after("cancelled")


@form("/cancel", ReasonsSchema, "shadowing/form.html", submit_cancellation)
def cancel(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The one who decides cancels; this cannot be taken back."""
    intro = _("The period ends, and its place becomes free for another pair. This cannot be taken back.")
    words = {"title": _("Cancel the period"), "intro": intro, "send": _("Cancel the period")}
    return only_if(request, work, place, "cancel", **words)


def submit_partner(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Invite the new colleague."""
    commands.replace_partner(work, place.period_id, data)
    return place.after("invited")


@form("/partner", InvitationSchema, "shadowing/form.html", submit_partner)
def replace_partner(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """Who comes instead; what was written stays as a draft."""
    intro = _(
        "Your colleague leaves the pair, and the plan is a draft again: the new colleague reads and changes it with "
        "you, and your supervisors are asked anew. Talk with your colleague first."
    )
    words = {"title": _("Go on with another colleague"), "intro": intro, "send": _("Send the invitation")}
    context = only_if(request, work, place, "replace_partner", **words)
    return {**context, "workplaces": workplaces(work), "initial": {"kind": context["period"]["kind"]}}
