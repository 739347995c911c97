"""Registrations: sending one, and what coordinators see and do."""

from typing import Any
from uuid import UUID

from services.registration.commands import approvals, saved
from services.registration.commands import registrations as commands
from services.registration.domain import deadlines
from services.registration.queries import registrations as queries
from services.registration.schemas.registering import Received, RegisterSchema
from services.registration.schemas.registrations import (
    AnotherSupervisor,
    PhoneApproval,
    RegistrationShown,
)
from shared.web import Routes, anyone, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
REGISTRATIONS = "/api/registration/v1/registrations"
ONE = f"{REGISTRATIONS}/<uuid:registration_id>"


@routes.api(
    "POST",
    REGISTRATIONS,
    body=RegisterSchema,
    response=Received,
    status=202,
    access=anyone,
    summary="Register to a group; the address is confirmed by a link in a mail",
)
def post_registration(request: Any, work: UnitOfWork, data: dict[str, Any]) -> dict[str, Any]:
    saved.count_sending(work, request.client_address)
    commands.register(work, data)
    return {"received": True, "confirm_by": deadlines.confirm_by(work.now)}


@routes.api(
    "GET",
    "/api/registration/v1/groups/<uuid:group_id>/registrations",
    response=RegistrationShown(many=True),
    access=signed_in,
    summary="Registrations to a group in order of arrival",
)
def get_registrations(request: Any, work: UnitOfWork, group_id: UUID) -> list[dict[str, Any]]:
    return queries.registrations_of(work, group_id)


@routes.api("GET", ONE, response=RegistrationShown, access=signed_in, summary="One registration")
def get_registration(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    return queries.registration_view(work, registration_id)


@routes.api(
    "POST",
    f"{ONE}/approve-by-phone",
    body=PhoneApproval,
    response=RegistrationShown,
    access=signed_in,
    summary="Record a supervisor's yes that was given by phone",
)
def post_phone_approval(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> dict[str, Any]:
    approvals.approve_by_phone(work, registration_id, data["approved_by"], data["approved_on"])
    return queries.registration_view(work, registration_id)


@routes.api(
    "POST",
    f"{ONE}/supervisor",
    body=AnotherSupervisor,
    response=RegistrationShown,
    access=signed_in,
    summary="Ask another supervisor",
)
def post_supervisor(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> dict[str, Any]:
    approvals.change_supervisor(work, registration_id, data["email"])
    return queries.registration_view(work, registration_id)
