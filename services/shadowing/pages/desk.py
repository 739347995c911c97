"""The desk of those who decide: applications with the criteria, late forms, missed days."""

from typing import Any
from uuid import UUID

from services.shadowing import commands, queries
from services.shadowing.pages.doors import Place, routes
from services.shadowing.pages.shown import STATES, names_of, period_context, steps_of
from services.shadowing.schemas.forms import DecisionSchema
from shared.errors import NotFound
from shared.web import Page, Redirect, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork


@routes.page("/shadowing/desk", access=signed_in)
def desk(request: Request, work: UnitOfWork) -> Page:
    """What waits, problems first."""
    found = queries.desk(work)
    lists = {name: [_row(each) for each in rows] for name, rows in found.items()}
    return Page("shadowing/desk.html", lists=lists, states=STATES)


@routes.form(
    "/shadowing/periods/<uuid:period_id>/decision", DecisionSchema, "shadowing/decision.html", access=signed_in
)
def decision(request: Request, work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    """The plan, the supervisors' answers, and the three criteria."""
    context = period_context(request, work, _place(period_id))
    if "decider" not in context["period"]["relations"]:
        raise NotFound
    return context


@decision.submit
def submit_decision(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Redirect:
    period = commands.decide(work, period_id, data)
    return _place(period_id).after("rejected" if period.state_name == "rejected" else "approved")


def _place(period_id: UUID) -> Place:
    return Place(period_id, f"/shadowing/periods/{period_id}")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "pair": " – ".join(names_of(row)), "steps": steps_of(row)}
