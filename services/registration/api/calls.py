"""Calls and groups."""

from typing import Any
from uuid import UUID

from services.registration.commands import call_changes as changes
from services.registration.commands import calls, cancelling, groups
from services.registration.queries import calls as queries
from services.registration.schemas.calls import (
    CallChange,
    CallShown,
    Confirmation,
    GroupChange,
    GroupShown,
    NewCall,
    NewGroup,
    NewSibling,
)
from services.registration.schemas.moves import Because
from shared.web import Routes, anyone, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
CALLS = "/api/registration/v1/calls"
GROUPS = "/api/registration/v1/groups"


@routes.api("GET", CALLS, response=CallShown(many=True), access=anyone, summary="The published calls, newest first")
def get_calls(request: Any, work: UnitOfWork) -> list[dict[str, Any]]:
    return queries.public_calls(work)


@routes.api(
    "POST",
    CALLS,
    body=NewCall,
    response=CallShown,
    status=201,
    access=signed_in,
    summary="Draft a call, with or without its groups",
)
def post_call(request: Any, work: UnitOfWork, data: dict[str, Any]) -> dict[str, Any]:
    return queries.call_view(work, calls.create_call(work, data))


@routes.api("GET", f"{CALLS}/<uuid:call_id>", response=CallShown, access=anyone, summary="One call with its groups")
def get_call(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    return queries.public_call(work, call_id)


@routes.api(
    "PATCH",
    f"{CALLS}/<uuid:call_id>",
    body=CallChange,
    response=CallShown,
    access=signed_in,
    summary="Change what a call says; what is left out stays, and what is fixed once it is public is refused",
)
def patch_call(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> dict[str, Any]:
    return queries.call_view(work, changes.change_call(work, call_id, data))


@routes.api(
    "DELETE", f"{CALLS}/<uuid:call_id>", status=204, access=signed_in, summary="Delete a draft that nobody has seen"
)
def delete_call(request: Any, work: UnitOfWork, call_id: UUID) -> None:
    changes.delete_draft(work, call_id)


@routes.api(
    "POST",
    f"{CALLS}/<uuid:call_id>/close",
    response=CallShown,
    access=signed_in,
    summary="End registration to every group now",
)
def post_closing(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    return queries.call_view(work, changes.close_now(work, call_id))


@routes.api(
    "POST",
    f"{CALLS}/<uuid:call_id>/clone",
    response=CallShown,
    status=201,
    access=signed_in,
    summary="The call again as a draft for the next season: dates move by week and weekday",
)
def post_clone(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    return queries.call_view(work, changes.clone_call(work, call_id))


@routes.api(
    "PATCH",
    f"{GROUPS}/<uuid:group_id>",
    body=GroupChange,
    response=GroupShown,
    access=signed_in,
    summary="Change a group until it is confirmed; its deadline follows the first meeting unless it was set",
)
def patch_group(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return queries.group_view(work, changes.change_group(work, group_id, data).id)


@routes.api(
    "POST",
    f"{CALLS}/<uuid:call_id>/publish",
    response=CallShown,
    access=signed_in,
    summary="Publish a draft; registration begins at opens_at",
)
def post_publication(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    return queries.call_view(work, calls.publish_call(work, call_id))


@routes.api(
    "POST",
    f"{CALLS}/<uuid:call_id>/cancel",
    body=Because,
    response=CallShown,
    access=signed_in,
    summary="Cancel a call before it runs: its groups are cancelled, and everybody who registered is told",
)
def post_cancellation(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> dict[str, Any]:
    return queries.call_view(work, cancelling.cancel_call(work, call_id, data["reason"]))


@routes.api(
    "POST",
    f"{CALLS}/<uuid:call_id>/groups",
    body=NewGroup,
    response=GroupShown,
    status=201,
    access=signed_in,
    summary="Add a group to a call",
)
def post_group(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> dict[str, Any]:
    group = groups.add_group_later(work, calls.lock_call(work, call_id), data)
    return queries.group_view(work, group.id)


@routes.api("GET", f"{GROUPS}/<uuid:group_id>", response=GroupShown, access=anyone, summary="One group")
def get_group(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return queries.group_view(work, group_id)


@routes.api(
    "POST",
    f"{GROUPS}/<uuid:group_id>/sibling",
    body=NewSibling,
    response=GroupShown,
    status=201,
    access=signed_in,
    summary="Open a second group beside a full one; its places are offered to the queue in order",
)
def post_sibling(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return queries.group_view(work, groups.open_sibling_group(work, group_id, data).id)


@routes.api(
    "POST",
    f"{GROUPS}/<uuid:group_id>/confirm",
    body=Confirmation,
    response=GroupShown,
    access=signed_in,
    summary="Confirm that a group will meet",
)
def post_confirmation(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return queries.group_view(work, groups.confirm_group(work, group_id, data["reason"]).id)
