"""What the link to the supervisor allows, as JSON."""

from typing import Any
from uuid import UUID

from services.registration.commands import approvals, deputies
from services.registration.queries import registrations as queries
from services.registration.schemas.registrations import (
    AnotherSupervisor,
    Answer,
    DeputyForm,
    DeputyShown,
    RegistrationShown,
)
from shared.web import Routes, by_link
from shared.work import UnitOfWork

routes = Routes("registration")
SUPERVISOR = "/api/registration/v1/links/supervisor/<token>"


@routes.api(
    "GET",
    SUPERVISOR,
    response=RegistrationShown(many=True),
    access=by_link("approve_registrations"),
    summary="The supervisor's people, those who wait first",
)
def get_asked(request: Any, work: UnitOfWork, token: str) -> list[dict[str, Any]]:
    found = queries.of_supervisor(work, request.link.record)
    return [*found["waiting"], *found["passed"], *found["answered"]]


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


@routes.api(
    "POST",
    f"{SUPERVISOR}/<uuid:registration_id>/ask-first",
    response=RegistrationShown,
    access=by_link("approve_registrations"),
    summary="The supervisor talks with the person first; the time to answer goes on",
)
def post_ask_first(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> dict[str, Any]:
    approvals.ask_first(work, registration_id, request.link.record)
    return queries.asked_of(work, registration_id, request.link.record)


@routes.api(
    "POST",
    f"{SUPERVISOR}/<uuid:registration_id>/deputy",
    body=AnotherSupervisor,
    status=204,
    access=by_link("approve_registrations"),
    summary="The question goes to a deputy, who is asked at once",
)
def post_deputy(request: Any, work: UnitOfWork, data: dict[str, Any], token: str, registration_id: UUID) -> None:
    approvals.hand_over(work, registration_id, request.link.record, data["email"])


@routes.api(
    "POST",
    f"{SUPERVISOR}/<uuid:registration_id>/not-mine",
    status=204,
    access=by_link("approve_registrations"),
    summary="Not the supervisor of this person, who is to name another",
)
def post_not_mine(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> None:
    approvals.not_supervisor(work, registration_id, request.link.record)


@routes.api(
    "POST",
    f"{SUPERVISOR}/<uuid:registration_id>/take-back",
    response=RegistrationShown,
    access=by_link("approve_registrations"),
    summary="The question comes back to the one who passed it on or said that it was not hers",
)
def post_taken_back(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> dict[str, Any]:
    deputies.take_back(work, registration_id, request.link.record)
    return queries.asked_of(work, registration_id, request.link.record)


@routes.api(
    "PUT",
    f"{SUPERVISOR}/deputy",
    body=DeputyForm,
    response=DeputyShown,
    access=by_link("approve_registrations"),
    summary="Who answers new questions while the supervisor is away",
)
def put_deputy(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> dict[str, Any]:
    deputies.name_deputy(work, request.link.record, **data)
    named: dict[str, Any] = queries.of_supervisor(work, request.link.record)["deputy"]
    return named


@routes.api(
    "DELETE",
    f"{SUPERVISOR}/deputy",
    status=204,
    access=by_link("approve_registrations"),
    summary="New questions come to the supervisor again",
)
def delete_deputy(request: Any, work: UnitOfWork, token: str) -> None:
    deputies.end_deputy(work, request.link.record)
