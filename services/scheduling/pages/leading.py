"""What a mentor, or the coordinator in charge, does: times, cancelling, moving, attendance, agreement."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import Replacement
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.pages.context import attendance_context, cancel_context, done, own
from services.scheduling.schemas import (
    AgreementSchema,
    AttendanceSchema,
    CancellationSchema,
    ReplacementSchema,
    TimesSchema,
)
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
MEETING = "/scheduling/meetings/<uuid:meeting_id>"
GROUP = "/scheduling/groups/<uuid:group_id>"


@routes.form(f"{GROUP}/times", TimesSchema, "scheduling/times.html", access=signed_in)
def series_times(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    view = queries.led_group(work, group_id)
    return {"view": view, "meetings": view.coming, "initial": view.coming[0] if view.coming else {}}


@series_times.submit
def submit_series_times(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.set_series_times(work, group_id, **data)
    return Redirect(own(group_id).done("times_set"))


@routes.form(f"{MEETING}/times", TimesSchema, "scheduling/times.html", access=signed_in)
def meeting_times(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any]:
    view, meeting = queries.led_meeting(work, meeting_id)
    return {"view": view, "meetings": [meeting], "initial": meeting}


@meeting_times.submit
def submit_meeting_times(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    meeting = commands.set_meeting_time(work, meeting_id, **data)
    return Redirect(own(meeting.group_id).done("times_set"))


@routes.form(f"{MEETING}/cancel", CancellationSchema, "scheduling/cancel.html", access=signed_in)
def cancel(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any]:
    return cancel_context(*queries.cancellation(work, meeting_id))


@cancel.submit
def submit_cancel(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    meeting = commands.cancel_meeting(work, meeting_id, data.pop("reason"), Replacement(**data))
    return Redirect(own(meeting.group_id).done(meeting.state_))


@routes.form(f"{MEETING}/move", ReplacementSchema, "scheduling/cancel.html", access=signed_in)
def move(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any]:
    return cancel_context(*queries.cancellation(work, meeting_id))


@move.submit
def submit_move(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    meeting = commands.replace_meeting(work, meeting_id, Replacement(**data))
    return Redirect(own(meeting.group_id).done("moved"))


@routes.action(f"{MEETING}/undo-cancel", access=signed_in)
def undo_cancel(request: Request, work: UnitOfWork, meeting_id: UUID) -> Redirect:
    meeting = commands.undo_cancellation(work, meeting_id)
    return Redirect(own(meeting.group_id).done("restored"))


@routes.form(f"{MEETING}/attendance", AttendanceSchema, "scheduling/attendance.html", access=signed_in)
def attendance(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any] | Page:
    sheet = queries.attendance(work, meeting_id)
    if done(request):
        return Page("scheduling/recorded.html", view=sheet.view, meeting=sheet.meeting, path=request.path)
    return attendance_context(sheet)


@attendance.submit
def submit_attendance(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    told = {name: data.pop(name) for name in ("start", "end", "reason")}
    commands.record_attendance(work, meeting_id, Exceptions(**data), **told)
    return Redirect(f"/scheduling/meetings/{meeting_id}/attendance?done=recorded")


@routes.form(f"{GROUP}/agreement", AgreementSchema, "scheduling/agreement.html", access=signed_in)
def agreement(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    view = queries.led_group(work, group_id)
    return {"view": view, "initial": {"agreed_on": view.series.agreed_on or work.today}}


@agreement.submit
def submit_agreement(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.mark_agreed(work, group_id, data["agreed_on"])
    return Redirect(own(group_id).done("agreed"))
