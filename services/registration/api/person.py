"""One person of the directory: the card, and two records of one person made one."""

from typing import Any
from uuid import UUID

from services.registration.commands import employment, merging, roles
from services.registration.commands.merging_look import Look, dry_look
from services.registration.queries import person as queries
from services.registration.schemas.person import Card, ChangeOfEmployer, LookShown, RoleEnded, RoleGiven, SecondRecord
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
ONE = "/api/registration/v1/people/<uuid:person_id>"


def shown(work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    """A card as the API shows it."""
    view = queries.card_view(work, person_id)
    fields = {name: getattr(view["card"], name) for name in Card().fields if hasattr(view["card"], name)}
    return fields | {"other_addresses": view["other_addresses"]}


@routes.api("GET", ONE, response=Card, access=signed_in, summary="A card, also by an id that is linked to it")
def get_person(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    return shown(work, person_id)


@routes.api(
    "GET",
    f"{ONE}/merge",
    query=SecondRecord,
    response=LookShown,
    access=signed_in,
    summary="What making this and another record one would do; changes nothing",
)
def get_merge(request: Any, work: UnitOfWork, person_id: UUID) -> Look:
    return dry_look(work, person_id, merging.find_second(work, request.query_data["email"]))


@routes.api(
    "POST",
    f"{ONE}/merge",
    body=SecondRecord,
    response=Card,
    access=signed_in,
    summary="Make this and another record of the same person one; cannot be undone",
)
def post_merge(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    merging.merge(work, person_id, merging.find_second(work, data["email"]))
    return shown(work, person_id)


@routes.api(
    "POST",
    f"{ONE}/employer",
    body=ChangeOfEmployer,
    response=Card,
    access=signed_in,
    summary="Another employer from a day on, also ahead; who waits for an approval is asked of the new supervisor",
)
def post_employer(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    employment.change_employer(work, person_id, data)
    return shown(work, person_id)


@routes.api(
    "DELETE", f"{ONE}/employer", status=204, access=signed_in, summary="A change of employer dated ahead is not to be"
)
def delete_coming_employer(request: Any, work: UnitOfWork, person_id: UUID) -> None:
    employment.cancel_coming_change(work, person_id)


@routes.api(
    "POST", f"{ONE}/roles", body=RoleGiven, response=Card, access=signed_in, summary="Give a role, or change its days"
)
def post_role(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    given = (data["role"], data["organisation"], data["valid_from"], data["valid_to"])
    roles.grant(work, person_id, *given)
    return shown(work, person_id)


@routes.api(
    "POST", f"{ONE}/roles/end", body=RoleEnded, response=Card, access=signed_in, summary="The last day of a role"
)
def post_role_end(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    roles.end(work, person_id, data["role"], data["organisation"], data["last"])
    return shown(work, person_id)
