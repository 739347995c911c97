"""The supervisor's one page, by the link of the mail or signed in: the plan, one answer, and later the goals."""

from datetime import date
from typing import Any

from services.shadowing import commands, queries
from services.shadowing.pages.doors import Place, form
from services.shadowing.pages.shown import period_context, same_person
from services.shadowing.schemas.forms import StatementSchema
from services.shadowing.tables.access import canonical
from shared.errors import NotFound
from shared.web import Page, Redirect, by_link
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_statement(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Save the answer; the same page shows it, and it can be changed there until the decision."""
    commands.give_statement(work, place.period_id, data)
    return place.after("answered")


@form(
    "/statement",
    StatementSchema,
    "shadowing/statement.html",
    submit_statement,
    ("/shadowing/statement/<token>", by_link("statement")),
)
def statement(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any] | Page:
    """The plan and the question, while it can be answered; then where the period is, its goals and days."""
    context = period_context(request, work, place)
    period = context["period"]
    if "supervisor" not in period["relations"]:
        raise NotFound
    reader = canonical(work.session, work.actor.person_id)
    own = [each for each in period["parties"] if same_person(each["supervisor"], reader)]
    context |= {"people": [each["name"] for each in own], "given": own[0]["supervisor_supports"] if own else None}
    context["answer_by"] = _answer_by(work, place, period["submitted_on"])
    if "give_statement" not in period["can"]:
        return Page("shadowing/supervisor.html", **context)
    if not own or own[0]["supervisor_supports"] is None:
        return context
    initial = {
        "supports": own[0]["supervisor_supports"],
        "took_part": own[0]["supervisor_took_part"],
        "comment": own[0]["supervisor_comment"],
    }
    return {**context, "initial": initial}


def _answer_by(work: UnitOfWork, place: Place, submitted_on: date | None) -> date | None:
    """The day after which the decision need not wait for the supervisor."""
    limit = queries.process_for(work, place.period_id).deadlines["statement"]
    return limit.on(submitted_on) if submitted_on else None
