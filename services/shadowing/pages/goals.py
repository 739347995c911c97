"""The goals form: prefilled from the plan, gone through with the supervisors, accepted by each."""

from typing import Any

from services.shadowing import commands
from services.shadowing.domain.errors import NewerVersionSaved
from services.shadowing.pages.doors import Place, action, asking, form
from services.shadowing.pages.plan import show_newest
from services.shadowing.pages.shown import period_context
from services.shadowing.schemas.forms import AcceptGoalsSchema, GoalsSchema
from shared.web import Redirect
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

AFTER = {"goals_reported": "goals_reported", "in_progress": "started"}


def submit_goals(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Save; if the colleague was faster, everything typed stays."""
    version = data.pop("version")
    try:
        commands.save_goals(work, place.period_id, data, version)
    except NewerVersionSaved:
        show_newest(request, work, place, "goals", data, version)
        raise
    return place.after("goals_saved")


@form("/goals", asking(GoalsSchema, "goals"), "shadowing/goals.html", submit_goals)
def edit_goals(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form, with what was saved last, or with the goal of the plan."""
    context = period_context(request, work, place)
    period = context["period"]
    planned = {"version": 0, "goals": period["plan"]["answers"]["goal"] if period["plan"] else ""}
    saved = period["goals"]
    initial = {**saved["answers"], "version": saved["version"]} if saved else planned
    return {**context, "initial": initial, "saved": saved}


def submit_acceptance(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Accept the version that was on the screen."""
    period = commands.accept_goals(work, place.period_id, data["version"], data["time_reserved"])
    return place.after(AFTER.get(period.state_name, "goals_accepted"))


@form("/accept-goals", AcceptGoalsSchema, "shadowing/accept_goals.html", submit_acceptance)
def accept_goals(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The goals as they were written, and one tick."""
    context = period_context(request, work, place)
    saved = context["period"]["goals"]
    initial = {"version": saved["version"] if saved else 0}
    return {**context, "title": _("Accept the goals form"), "initial": initial, "send": _("Accept")}


@action("/start")
def start(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    """By hand; the first day starts a period by itself."""
    commands.start(work, place.period_id)
    return place.after("started")
