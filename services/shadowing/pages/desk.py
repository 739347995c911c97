"""The desk of those who decide: applications with the criteria, late forms, missed days."""

from typing import Any
from uuid import UUID

from services.shadowing import commands, queries
from services.shadowing.domain.forms import PLAN
from services.shadowing.pages.doors import Place, asking, routes
from services.shadowing.pages.plan import compared
from services.shadowing.pages.shown import answered_by_name, names_of, period_context, steps_of, title_of
from services.shadowing.schemas.forms import DecisionSchema, DeskQuery, ReasonSchema
from services.shadowing.schemas.states import STATES
from shared.errors import NotFound
from shared.web import Page, Redirect, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.request import Request
from shared.work import UnitOfWork

PAGING = ("state", "page", "pages")
CRITERIA = (
    (N_("Is the plan purposeful?"), ("purpose", "goal")),
    (N_("Does it serve the goals of cooperation?"), ("visits", "wider_benefit")),
    (N_("Does it serve the development of both?"), ("benefit_inviter", "benefit_invited")),
)


@routes.page("/shadowing/desk", access=signed_in)
def desk(request: Request, work: UnitOfWork) -> Page:
    """What waits, problems first."""
    asked = _asked(request)
    found = queries.desk(work, **asked)
    lists = {name: [_row(each) for each in found[name]] for name in ("applications", "late", "missed", "all")}
    calls = [{**each, "name": title_of(each)} for each in found["calls"]]
    shown = {"lists": lists, "calls": calls, "counts": found["states"], "helps": queries.help_wanted(work)}
    shown["alone"] = not work.network.runs("registration")
    return Page("shadowing/desk.html", states=STATES, **{name: found[name] for name in PAGING}, **shown)


@routes.page("/shadowing/desk/applications", access=signed_in)
def compare(request: Request, work: UnitOfWork) -> Page:
    """The applications side by side, what bears on each criterion under it."""
    rows = [{**_row(each), "written": _written(each)} for each in queries.applications(work)]
    return Page("shadowing/applications.html", rows=rows, criteria=CRITERIA)


@routes.form(
    "/shadowing/periods/<uuid:period_id>/decision",
    asking(DecisionSchema, "decision"),
    "shadowing/decision.html",
    access=signed_in,
)
def decision(request: Request, work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    """The plan, the supervisors' answers, and the three criteria."""
    context = period_context(request, work, _place(period_id))
    if "decider" not in context["period"]["relations"]:
        raise NotFound
    return {**context, "clarified": _clarified(work, context)}


@decision.submit
def submit_decision(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Redirect:
    period = commands.decide(work, period_id, data)
    return _place(period_id).after("in_reserve" if period.in_reserve_since else period.state_name)


@routes.form(
    "/shadowing/periods/<uuid:period_id>/start-without-goals", ReasonSchema, "shadowing/form.html", access=signed_in
)
def start_without_goals(request: Request, work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    """The gate is opened by the one who decides, who says why."""
    context = period_context(request, work, _place(period_id))
    if "decider" not in context["period"]["relations"]:
        raise NotFound
    intro = _("A period starts when its goals are reported. If there is a good reason, you can let it start now.")
    return {**context, "title": _("Start without the goals form"), "intro": intro, "send": _("Start the period")}


@start_without_goals.submit
def submit_start(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Redirect:
    commands.start_without_goals(work, period_id, data["reasons"])
    return _place(period_id).after("started")


def _clarified(work: UnitOfWork, context: dict[str, Any]) -> list[dict[str, Any]]:
    """What the pair has changed since it was asked to clarify."""
    period = context["period"]
    if not period["clarifications"] or not period["plan"]:
        return []
    versions = {each["version"]: each for each in queries.versions_of(work, period["id"])}
    older = versions.get(period["clarifications"][0]["answers"]["version"])
    plan = queries.form_of(work, period["id"], "plan")
    return [each for each in compared(plan, older, period["plan"], context["names"]) if each["changed"]]


def _place(period_id: UUID) -> Place:
    return Place(period_id, f"/shadowing/periods/{period_id}")


def _asked(request: Request) -> dict[str, Any]:
    """What of the address can be used; the rest is left out."""
    query, data = DeskQuery(), {name: request.args[name] for name in ("state", "page") if name in request.args}
    for name in query.validate(data):
        del data[str(name)]
    return dict(query.load(data))


def _written(row: dict[str, Any]) -> dict[str, str]:
    return dict(answered_by_name(PLAN, row["plan"] or {}, names_of(row)))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "pair": " – ".join(names_of(row)), "steps": steps_of(row)}
