"""Moving people between groups, and deciding about groups."""

from typing import Any
from uuid import UUID

from services.registration.commands import decisions, leading, moves, replacing
from services.registration.queries import calls, registrations
from services.registration.schemas.calls import GroupShown
from services.registration.schemas.moves import Because, Mentors, Merge, Move, Offer, OnBehalf, Replacement, Sizes
from services.registration.schemas.registrations import RegistrationShown
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
GROUP = "/api/registration/v1/groups/<uuid:group_id>"
ONE = "/api/registration/v1/registrations/<uuid:registration_id>"
SHOWN: dict[str, Any] = {"response": GroupShown, "access": signed_in}


@routes.api(
    "POST", f"{ONE}/move", body=Move, response=RegistrationShown, access=signed_in, summary="Move to another group"
)
def post_move(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> dict[str, Any]:
    moves.move_registration(work, registration_id, data["group_id"], agreed=data["agreed"], reason=data["reason"])
    return registrations.registration_view(work, registration_id)


@routes.api(
    "POST",
    f"{ONE}/offer",
    body=Offer,
    response=RegistrationShown,
    access=signed_in,
    summary="Offer a free place of another group to somebody who waits",
)
def post_offer(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> dict[str, Any]:
    moves.offer_place(work, registration_id, data["group_id"])
    return registrations.registration_view(work, registration_id)


@routes.api(
    "POST",
    f"{GROUP}/registrations",
    body=OnBehalf,
    response=RegistrationShown,
    status=201,
    access=signed_in,
    summary="Register somebody on their behalf; the address is confirmed by a link in a mail",
)
def post_on_behalf(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return registrations.registration_view(work, replacing.register_for(work, data | {"group_id": group_id}).id)


@routes.api(
    "POST",
    f"{ONE}/replace",
    body=Replacement,
    response=RegistrationShown,
    status=201,
    access=signed_in,
    summary="Give the place of somebody who cannot come to a colleague, unless others wait for it",
)
def post_replacement(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> dict[str, Any]:
    because = data.pop("reason")
    return registrations.registration_view(work, replacing.replace_person(work, registration_id, data, because).id)


@routes.api("POST", f"{GROUP}/sizes", body=Sizes, summary="Change the sizes; new places go to the queue", **SHOWN)
def post_sizes(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, decisions.change_sizes(work, group_id, **data).id)


@routes.api("PUT", f"{GROUP}/mentors", body=Mentors, summary="Say who leads the group from now on", **SHOWN)
def put_mentors(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, leading.assign_mentors(work, group_id, **data).id)


@routes.api("POST", f"{GROUP}/continue", body=Because, summary="Let a small confirmed group go on", **SHOWN)
def post_continue(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, decisions.continue_small(work, group_id, data["reason"]).id)


@routes.api("POST", f"{GROUP}/merge", body=Merge, summary="Let a group go on in another; its people move", **SHOWN)
def post_merge(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, moves.merge_groups(work, group_id, data["into_id"], data["reason"]).id)


@routes.api("POST", f"{GROUP}/cancel", body=Because, summary="Cancel a group; its registrations end", **SHOWN)
def post_cancel(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, decisions.cancel_group(work, group_id, data["reason"]).id)


@routes.api("POST", f"{GROUP}/restore", summary="Undo the cancellation of a group that was forming", **SHOWN)
def post_restore(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return calls.group_view(work, decisions.restore_group(work, group_id).id)
