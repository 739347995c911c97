"""What the links in mails allow, as JSON."""

from typing import Any
from uuid import UUID

from services.registration.commands import approvals
from services.registration.commands import registrations as commands
from services.registration.queries import registrations as queries
from services.registration.schemas.registrations import Answer, OwnRegistration, RegistrationShown, StatisticsForm
from shared.web import Routes, by_link
from shared.work import UnitOfWork

routes = Routes("registration")
LINKS = "/api/registration/v1/links"
MINE = f"{LINKS}/mine/<token>"
SUPERVISOR = f"{LINKS}/supervisor/<token>"


@routes.api(
    "POST",
    f"{LINKS}/confirm/<token>",
    response=OwnRegistration,
    access=by_link("confirm_registration"),
    summary="Confirm the address",
)
def post_confirmed_address(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    queries.own_registration(work, request.link.record, request.link.person)
    commands.confirm_address(work, request.link.record)
    return queries.own_registration(work, request.link.record, request.link.person)


@routes.api("GET", MINE, response=OwnRegistration, access=by_link("my_registration"), summary="One's own registration")
def get_own(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    return queries.own_registration(work, request.link.record, request.link.person)


@routes.api("POST", f"{MINE}/withdraw", response=OwnRegistration, access=by_link("my_registration"), summary="Withdraw")
def post_withdrawal(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    queries.own_registration(work, request.link.record, request.link.person)
    commands.withdraw(work, request.link.record)
    return queries.own_registration(work, request.link.record, request.link.person)


@routes.api(
    "POST",
    f"{MINE}/statistics",
    body=StatisticsForm,
    status=204,
    access=by_link("my_registration"),
    summary="Answer the voluntary questions for statistics",
)
def post_statistics(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> None:
    queries.own_registration(work, request.link.record, request.link.person)
    commands.give_statistics(work, request.link.record, data["gender"], data["career_stage"])


@routes.api(
    "POST",
    f"{LINKS}/offer/<token>",
    response=OwnRegistration,
    access=by_link("take_offer"),
    summary="Take the offered place",
)
def post_taken_offer(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    queries.own_registration(work, request.link.record, request.link.person)
    commands.take_offer(work, request.link.record)
    return queries.own_registration(work, request.link.record, request.link.person)


@routes.api(
    "GET",
    SUPERVISOR,
    response=RegistrationShown(many=True),
    access=by_link("approve_registrations"),
    summary="The supervisor's people, those who wait first",
)
def get_asked(request: Any, work: UnitOfWork, token: str) -> list[dict[str, Any]]:
    found = queries.of_supervisor(work, request.link.record)
    return [*found["waiting"], *found["answered"]]


@routes.api(
    "POST",
    f"{SUPERVISOR}/<uuid:registration_id>",
    body=Answer,
    response=RegistrationShown,
    access=by_link("approve_registrations"),
    summary="The supervisor's answer",
)
def post_answer(
    request: Any, work: UnitOfWork, data: dict[str, Any], token: str, registration_id: UUID
) -> dict[str, Any]:
    if data["answer"] == "approve":
        approvals.approve(work, registration_id, request.link.record)
    else:
        approvals.deny(work, registration_id, request.link.record, data["reason"], data["text"])
    return queries.asked_of(work, registration_id, request.link.record)
