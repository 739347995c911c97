"""Groups: one's own, those in charge of, times and agreement."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.schemas import (
    AgreementSchema,
    GroupSchema,
    MeetingSchema,
    OverviewQuery,
    OverviewSchema,
    TimesSchema,
)
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"


@routes.api(
    "GET", f"{ROOT}/groups", response=GroupSchema(many=True), access=signed_in, summary="Groups in which I take part"
)
def list_groups(request: Request, work: UnitOfWork) -> Any:
    return [queries.group_json(each) for each in queries.my_groups(work)]


@routes.api(
    "GET",
    f"{ROOT}/overview",
    query=OverviewQuery,
    response=OverviewSchema,
    access=signed_in,
    summary="Groups that I coordinate, those with problems first, page by page",
)
def overview(request: Request, work: UnitOfWork) -> Any:
    return queries.overview(work, **request.query_data)


@routes.api(
    "GET", f"{ROOT}/groups/<uuid:group_id>", response=GroupSchema, access=signed_in, summary="A group and its meetings"
)
def get_group(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return queries.group_json(queries.group(work, group_id))


@routes.api(
    "GET",
    f"{ROOT}/groups/<uuid:group_id>/meetings",
    response=MeetingSchema(many=True),
    access=signed_in,
    summary="The meetings of a group, by date",
)
def list_meetings(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return queries.group(work, group_id).meetings


@routes.api(
    "PUT",
    f"{ROOT}/groups/<uuid:group_id>/times",
    body=TimesSchema,
    response=MeetingSchema(many=True),
    access=signed_in,
    summary="Set the times of every coming meeting of a group",
)
def set_series_times(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.set_series_times(work, group_id, **data)
    return queries.group(work, group_id).meetings


@routes.api(
    "PUT",
    f"{ROOT}/groups/<uuid:group_id>/agreement",
    body=AgreementSchema,
    response=GroupSchema,
    access=signed_in,
    summary="Note the day on which the group had agreed on its rules and plan",
)
def mark_agreed(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    commands.mark_agreed(work, group_id, **data)
    return queries.group_json(queries.group(work, group_id))
