"""The JSON API of pair periods. Every call goes through the same command and schema as the page that does it."""

from typing import Any
from uuid import UUID

from marshmallow import INCLUDE

from services.shadowing import commands, queries
from services.shadowing.schemas import answers, forms, questions, searching
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")
BASE = "/api/shadowing/v1"
PERIOD = f"{BASE}/periods/<uuid:period_id>"


@routes.api("GET", f"{BASE}/calls", response=answers.CallSchema(many=True), access=signed_in, summary="Open calls")
def list_calls(request: Request, work: UnitOfWork) -> Any:
    return queries.open_calls(work)


PARTNERS = f"{BASE}/calls/<uuid:call_id>/partners"


@routes.api(
    "GET",
    PARTNERS,
    response=searching.SearchAnswerSchema(many=True),
    access=signed_in,
    summary="Those who look for a partner in a call and have put themselves on the list",
)
def list_partners(request: Request, work: UnitOfWork, call_id: UUID) -> Any:
    return queries.list_of(work, call_id)


@routes.api(
    "PUT",
    f"{PARTNERS}/mine",
    body=forms.SearchSchema,
    response=searching.SearchAnswerSchema,
    access=signed_in,
    summary="Look for a partner: on the list, with help, or both",
)
def look_for_partner(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Any:
    commands.look_for_partner(work, call_id, data)
    return queries.own_search(work, call_id)


@routes.api("DELETE", f"{PARTNERS}/mine", access=signed_in, status=204, summary="Stop looking")
def stop_looking(request: Request, work: UnitOfWork, call_id: UUID) -> None:
    commands.stop_looking(work, call_id)


@routes.api(
    "GET",
    f"{BASE}/periods",
    response=answers.PeriodRowSchema(many=True),
    access=signed_in,
    summary="Periods in which I take part, or answer for somebody",
)
def list_periods(request: Request, work: UnitOfWork) -> Any:
    return queries.my_periods(work)


@routes.api(
    "GET",
    f"{BASE}/desk",
    query=forms.DeskQuery,
    response=answers.DeskSchema,
    access=signed_in,
    summary="What waits, places of the calls, and a page of all periods",
)
def read_desk(request: Request, work: UnitOfWork) -> Any:
    return queries.desk(work, **request.query_data)


@routes.api(
    "GET",
    f"{BASE}/applications",
    response=answers.ApplicationSchema(many=True),
    access=signed_in,
    summary="Applications on which I decide, to be compared",
)
def list_applications(request: Request, work: UnitOfWork) -> Any:
    return queries.applications(work)


@routes.api("GET", PERIOD, response=answers.PeriodSchema, access=signed_in, summary="One period")
def read_period(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return queries.period_of(work, period_id)


@routes.api(
    "POST",
    f"{BASE}/periods",
    body=forms.NewPeriod,
    response=answers.PeriodSchema,
    status=201,
    access=signed_in,
    summary="Invite a colleague",
)
def invite(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    call_id = data.pop("call_id")
    return shown(work, commands.invite_partner(work, call_id, data).id)


def _command(method: str, tail: str, summary: str, body: Any = None) -> Any:
    return routes.api(
        method, f"{PERIOD}/{tail}", body=body, response=answers.PeriodSchema, access=signed_in, summary=summary
    )


@_command("POST", "accept-invitation", "Accept an invitation")
def accept_invitation(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.accept_invitation(work, period_id).id)


@_command("POST", "decline-invitation", "Decline an invitation")
def decline_invitation(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    commands.decline_invitation(work, period_id)
    return shown(work, period_id)


@_command("POST", "supervisor", "Name one's own supervisor", forms.PersonSchema)
def name_supervisor(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.name_supervisor(work, period_id, data).id)


@_command(
    "PUT",
    "plan",
    "Save a new version of the plan, joined with what was saved since `version`, the one that was on the screen",
    forms.PlanSchema(unknown=INCLUDE),
)
def save_plan(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, forms.PlanSchema, "plan", data)
    version = data.pop("version")
    return shown(work, commands.save_plan(work, period_id, data, version).id)


@routes.api(
    "GET",
    f"{PERIOD}/plan/versions",
    response=answers.VersionOfForm(many=True),
    access=signed_in,
    summary="All versions of the plan, the newest first",
)
def list_plan_versions(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return queries.versions_of(work, period_id)


@_command("POST", "plan/accept", "Accept a version of the plan", forms.VersionSchema)
def accept_plan(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.accept_plan(work, period_id, data["version"]).id)


@_command("POST", "take-back-acceptance", "Take one's acceptance back while the other has not accepted")
def take_back_acceptance(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.take_back_acceptance(work, period_id).id)


@_command("POST", "statement", "Answer as a supervisor", forms.StatementSchema)
def give_statement(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.give_statement(work, period_id, data).id)


@_command("POST", "decision", "Decide by the three criteria", forms.DecisionSchema(unknown=INCLUDE))
def decide(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, forms.DecisionSchema, "decision", data)
    return shown(work, commands.decide(work, period_id, data).id)


@_command("PUT", "goals", "Save a new version of the goals form", forms.GoalsSchema(unknown=INCLUDE))
def save_goals(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, forms.GoalsSchema, "goals", data)
    version = data.pop("version")
    return shown(work, commands.save_goals(work, period_id, data, version).id)


@_command("POST", "goals/accept", "Accept a version of the goals form", forms.AcceptGoalsSchema)
def accept_goals(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.accept_goals(work, period_id, data["version"], data["time_reserved"]).id)


@_command("POST", "start", "Start by hand; the first day starts a period by itself")
def start(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.start(work, period_id).id)


@_command(
    "POST", "start-without-goals", "Let a period start whose goals form is missing, and say why", forms.ReasonSchema
)
def start_without_goals(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.start_without_goals(work, period_id, data["reasons"]).id)


@_command("PUT", "days/<uuid:day_id>/place", "Say how, where and when a day goes, or all to come", forms.PlaceDaySchema)
def place_day(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID, day_id: UUID) -> Any:
    return shown(work, commands.place_day(work, period_id, day_id, data).id)


@_command("POST", "days/<uuid:day_id>/move", "Move a day", forms.MoveSchema)
def move_day(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID, day_id: UUID) -> Any:
    return shown(work, commands.move_day(work, period_id, day_id, data["date"]).id)


@_command("POST", "days/<uuid:day_id>/miss", "Say that a day was not kept")
def miss_day(request: Request, work: UnitOfWork, period_id: UUID, day_id: UUID) -> Any:
    return shown(work, commands.miss_day(work, period_id, day_id).id)


@_command("POST", "days/<uuid:day_id>/keep", "Take back that a day was not kept")
def keep_day(request: Request, work: UnitOfWork, period_id: UUID, day_id: UUID) -> Any:
    return shown(work, commands.keep_day(work, period_id, day_id).id)


@_command("POST", "followup", "Send one's own follow-up form", forms.FollowupSchema(unknown=INCLUDE))
def submit_followup(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, forms.FollowupSchema, "followup", data)
    return shown(work, commands.submit_followup(work, period_id, data).id)


@_command("POST", "sharing", "Record how what was learned was shared", forms.SharingSchema(unknown=INCLUDE))
def record_sharing(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    data = with_own(work, period_id, forms.SharingSchema, "sharing", data)
    return shown(work, commands.record_sharing(work, period_id, data).id)


@_command("POST", "withdraw", "Withdraw", forms.WithdrawSchema)
def withdraw(request: Request, work: UnitOfWork, data: dict[str, Any], period_id: UUID) -> Any:
    return shown(work, commands.withdraw(work, period_id, data.get("reason")).id)


@_command("POST", "undo-withdrawal", "Take a withdrawal back")
def undo_withdrawal(request: Request, work: UnitOfWork, period_id: UUID) -> Any:
    return shown(work, commands.undo_withdrawal(work, period_id).id)


def with_own(work: UnitOfWork, period_id: UUID, base: Any, form: str, data: dict[str, Any]) -> dict[str, Any]:
    """The answers of a form, those to the questions that the organisation has added checked too."""
    return questions.own_answers(base, queries.form_of(work, period_id, form), data)


def shown(work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    work.session.flush()
    return queries.period_of(work, period_id)
