"""Meetings: times, cancelling, moving, attendance, absence told in advance."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import Replacement, Whereabouts
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.schemas import (
    AttendanceSchema,
    CancellationSchema,
    MeetingSchema,
    OptionsSchema,
    ReplacementSchema,
    SheetSchema,
    TimesSchema,
)
from services.scheduling.schemas.meetings import SubstituteSchema, WhereaboutsSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"


@routes.api(
    "PUT",
    f"{ROOT}/meetings/<uuid:meeting_id>/times",
    body=TimesSchema,
    response=MeetingSchema,
    access=signed_in,
    summary="Set the times of one meeting",
)
def set_meeting_time(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    return commands.set_meeting_time(work, meeting_id, **data)


@routes.api(
    "GET",
    f"{ROOT}/meetings/<uuid:meeting_id>/options",
    response=OptionsSchema,
    access=signed_in,
    summary="What can be done if the meeting is cancelled",
)
def get_options(request: Request, work: UnitOfWork, meeting_id: UUID) -> Any:
    _, _, options = queries.cancellation(work, meeting_id)
    return options


@routes.api(
    "POST",
    f"{ROOT}/meetings/<uuid:meeting_id>/cancellation",
    body=CancellationSchema,
    response=MeetingSchema,
    access=signed_in,
    summary="Cancel a meeting, and give it another date in the same act",
)
def cancel_meeting(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    return commands.cancel_meeting(work, meeting_id, data.pop("reason"), Replacement(**data))


@routes.api(
    "DELETE",
    f"{ROOT}/meetings/<uuid:meeting_id>/cancellation",
    response=MeetingSchema,
    access=signed_in,
    summary="Undo a cancellation before the meeting would begin",
)
def undo_cancellation(request: Request, work: UnitOfWork, meeting_id: UUID) -> Any:
    return commands.undo_cancellation(work, meeting_id)


@routes.api(
    "POST",
    f"{ROOT}/meetings/<uuid:meeting_id>/replacement",
    body=ReplacementSchema,
    response=MeetingSchema,
    status=201,
    access=signed_in,
    summary="Give a cancelled meeting another date; answers with the meeting on it",
)
def replace_meeting(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    return commands.replace_meeting(work, meeting_id, Replacement(**data))


@routes.api(
    "GET",
    f"{ROOT}/meetings/<uuid:meeting_id>/attendance",
    response=SheetSchema,
    access=signed_in,
    summary="Who is expected in a meeting, and what has been marked",
)
def get_attendance(request: Request, work: UnitOfWork, meeting_id: UUID) -> Any:
    return queries.attendance(work, meeting_id)


@routes.api(
    "PUT",
    f"{ROOT}/meetings/<uuid:meeting_id>/attendance",
    body=AttendanceSchema,
    response=MeetingSchema,
    access=signed_in,
    summary="Record or correct attendance: all present but for the exceptions",
)
def record_attendance(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    told = {name: data.pop(name) for name in ("start", "end", "reason")}
    return commands.record_attendance(work, meeting_id, Exceptions(**data), **told)


@routes.api(
    "PUT",
    f"{ROOT}/meetings/<uuid:meeting_id>/absence",
    response=MeetingSchema,
    access=signed_in,
    summary="Tell that I cannot come",
)
def tell_absence(request: Request, work: UnitOfWork, meeting_id: UUID) -> Any:
    return commands.tell_absence(work, meeting_id)


@routes.api(
    "DELETE",
    f"{ROOT}/meetings/<uuid:meeting_id>/absence",
    response=MeetingSchema,
    access=signed_in,
    summary="Tell that I can come after all",
)
def take_back_absence(request: Request, work: UnitOfWork, meeting_id: UUID) -> Any:
    return commands.take_back_absence(work, meeting_id)


@routes.api(
    "PUT",
    f"{ROOT}/meetings/<uuid:meeting_id>/place",
    body=WhereaboutsSchema,
    response=MeetingSchema,
    access=signed_in,
    summary="Set the place, room or remote link of a meeting, or of all coming ones",
)
def set_place(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    return commands.set_place(work, meeting_id, Whereabouts(**data))


@routes.api(
    "PUT",
    f"{ROOT}/meetings/<uuid:meeting_id>/mentor",
    body=SubstituteSchema,
    response=MeetingSchema,
    access=signed_in,
    summary="Let another mentor lead one meeting",
)
def substitute_mentor(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    return commands.substitute_mentor(work, meeting_id, **data)
