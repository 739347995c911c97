"""The plan: written by both, saved version by version, accepted by each."""

from typing import Any

from services.shadowing import commands, queries
from services.shadowing.domain.errors import NewerVersionSaved
from services.shadowing.pages.doors import Place, action, form
from services.shadowing.pages.shown import period_context
from services.shadowing.schemas.forms import PlanSchema
from shared.web import Redirect
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_plan(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Save; if the colleague was faster, everything typed stays and the newer version is shown beside it."""
    version = data.pop("version")
    try:
        commands.save_plan(work, place.period_id, data, version)
    except NewerVersionSaved:
        show_newest(request, work, place, "plan")
        raise
    return place.after("plan_saved")


@form("/plan", PlanSchema, "shadowing/plan.html", submit_plan)
def edit_plan(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form of the plan, with what was saved last."""
    context = period_context(request, work, place)
    saved = context["period"]["plan"]
    first = {"version": 0, "kind": context["period"]["kind"], "visits": "mutual", "shape": "separate_days"}
    initial = {**saved["answers"], "version": saved["version"]} if saved else first
    return {**context, "initial": initial, "saved": saved, "schema_form": context["forms"].PLAN}


@action("/accept-plan/<int:version>")
def accept_plan(request: Request, work: UnitOfWork, place: Place, version: int) -> Redirect:
    """Accept the version that was on the screen."""
    period = commands.accept_plan(work, place.period_id, version)
    return place.after("submitted" if period.state_name == "submitted" else "plan_accepted")


@action("/take-back")
def take_back(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.take_back_acceptance(work, place.period_id)
    return place.after("taken_back")


def show_newest(request: Request, work: UnitOfWork, place: Place, form_name: str) -> None:
    """Let the form that is shown again stand on the newest version, so that it can be saved after comparing."""
    newest = queries.period_of(work, place.period_id)[form_name]
    request.form.typed["version"] = [str(newest["version"] if newest else 0)]
