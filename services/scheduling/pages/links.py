"""What the links in mails open without sign-in: a group's page, and the attendance screen of one meeting."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.pages.context import Paths, attendance_context, done, group_context
from services.scheduling.schemas import AttendanceSchema
from shared.errors import NotFound
from shared.web import Page, Redirect, Routes, by_link
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
GROUP = by_link("group")
ATTENDANCE = by_link("attendance")


@routes.page("/scheduling/my-group/<token>", access=GROUP)
def group_page(request: Request, work: UnitOfWork, token: str) -> Page:
    view = queries.group(work, request.link.record)
    return Page("scheduling/group.html", **group_context(request, work, view, _paths(token)))


@routes.action("/scheduling/my-group/<token>/meetings/<uuid:meeting_id>/cannot-come", access=GROUP)
def cannot_come(request: Request, work: UnitOfWork, token: str, meeting_id: UUID) -> Redirect:
    _require_of_group(request, work, meeting_id)
    commands.tell_absence(work, meeting_id)
    return Redirect(_paths(token).done("cannot_come"))


@routes.action("/scheduling/my-group/<token>/meetings/<uuid:meeting_id>/can-come", access=GROUP)
def can_come(request: Request, work: UnitOfWork, token: str, meeting_id: UUID) -> Redirect:
    _require_of_group(request, work, meeting_id)
    commands.take_back_absence(work, meeting_id)
    return Redirect(_paths(token).done("can_come"))


@routes.action("/scheduling/my-group/<token>/calendar", access=GROUP)
def renew_calendar(request: Request, work: UnitOfWork, token: str) -> Redirect:
    queries.group(work, request.link.record)
    commands.renew_feed(work)
    return Redirect(_paths(token).done("calendar_renewed"))


@routes.form("/scheduling/attendance/<token>", AttendanceSchema, "scheduling/attendance.html", access=ATTENDANCE)
def attendance(request: Request, work: UnitOfWork, token: str) -> dict[str, Any] | Page:
    sheet = queries.attendance(work, request.link.record)
    if done(request):
        return Page("scheduling/recorded.html", view=sheet.view, meeting=sheet.meeting, path=request.path)
    return attendance_context(sheet)


@attendance.submit
def submit_attendance(request: Request, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    told = {name: data.pop(name) for name in ("start", "end", "reason")}
    commands.record_attendance(work, request.link.record, Exceptions(**data), **told)
    return Redirect(f"/scheduling/attendance/{token}?done=recorded")


def _paths(token: str) -> Paths:
    return Paths(f"/scheduling/my-group/{token}")


def _require_of_group(request: Request, work: UnitOfWork, meeting_id: UUID) -> None:
    """A link opens its own group only. Raises NotFound."""
    if queries.group(work, request.link.record).meeting(meeting_id) is None:
        raise NotFound()
