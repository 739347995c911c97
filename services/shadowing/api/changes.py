"""The JSON API of what is not the ordinary course: clarifications, changes, interruptions, a new partner."""

from typing import Any
from uuid import UUID

from marshmallow import INCLUDE

from services.shadowing import commands
from services.shadowing.api.periods import PERIOD, shown, with_own
from services.shadowing.schemas import answers, changes, forms
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")


def command(method: str, tail: str, summary: str, body: Any = None) -> Any:
    """A call that does something to a period, and answers with it."""
    return routes.api(
        method, f"{PERIOD}/{tail}", body=body, response=answers.PeriodSchema, access=signed_in, summary=summary
    )


@command("POST", "partner", "Go on with another partner, before the start", forms.InvitationSchema)
def replace_partner(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.replace_partner(work, period_id, data).id)


@command("POST", "review", "Take an application up, when the supervisors have answered or had their time")
def start_review(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.start_review(work, period_id).id)


@command("POST", "clarification", "Return the plan to the pair with questions", changes.ClarificationSchema)
def ask_for_clarification(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.ask_for_clarification(work, period_id, data).id)


@command("POST", "mid-term", "Make the mid-term check of a year-long period", changes.MidTermSchema)
def check_mid_term(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.check_mid_term(work, period_id, data).id)


@command("POST", "interrupt", "Interrupt a period: the days to come are called off", changes.InterruptSchema)
def interrupt(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.interrupt(work, period_id, data.get("reason")).id)


@command("POST", "shorten", "Accept an interrupted period with the days that were kept", changes.ShorteningSchema)
def shorten(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.shorten(work, period_id, data).id)


@command("POST", "cancel", "Cancel an approved or interrupted period", changes.ReasonsSchema)
def cancel(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.cancel(work, period_id, data["reasons"]).id)


@command(
    "PUT",
    "amendment",
    "Propose a change of the approved plan, written over its `version`; `days` are those still open. `number`: the "
    "change that was seen, 0 for none; where another was proposed meanwhile, it is not written over",
    changes.AmendmentSchema(unknown=INCLUDE),
)
def propose_amendment(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, changes.AmendmentSchema, "plan", data)
    version, number = data.pop("version"), data.pop("number")
    return shown(work, commands.propose_amendment(work, period_id, data, version, number).id)


@command("POST", "amendment/accept", "Accept the colleague's change", changes.NumberSchema)
def accept_amendment(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.accept_amendment(work, period_id, data["number"]).id)


@command("POST", "amendment/take-back", "Take a proposed change back")
def take_back_amendment(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.take_back_amendment(work, period_id).id)


@command("POST", "amendment/statement", "Answer a change as a supervisor", changes.AmendmentStatementSchema)
def answer_amendment(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.answer_amendment(work, period_id, data["number"], data["supports"]).id)


@command("POST", "amendment/decision", "Decide on a change", changes.AmendmentDecisionSchema)
def decide_amendment(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    reasons = data.get("reasons") or ""
    return shown(work, commands.decide_amendment(work, period_id, data["number"], data["decision"], reasons).id)
