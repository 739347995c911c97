"""One meeting as who leads it needs it: what to do before, during and after; place, substitute, list, history."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import Whereabouts
from services.scheduling.pages.attendance_list import attendance_list
from services.scheduling.pages.context import done
from services.scheduling.queries.views import by_name
from services.scheduling.schemas.meetings import SubstituteSchema, WhereaboutsSchema
from shared.web import Download, Page, Redirect, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
MEETING = "/scheduling/meetings/<uuid:meeting_id>"


@routes.page(MEETING, access=signed_in)
def meeting_page(request: Request, work: UnitOfWork, meeting_id: UUID) -> Page:
    sheet = queries.attendance(work, meeting_id)
    absent = by_name([each for each in sheet.people if each.id in sheet.marks["absent_notified"]])
    written = queries.written(sheet.view)
    plan = written[1] if written else None
    return Page(
        "scheduling/meeting.html",
        written=written,
        themes=[each for each in plan.themes if each.meeting_number == sheet.meeting.number] if plan else [],
        sheet=sheet,
        view=sheet.view,
        meeting=sheet.meeting,
        absent=absent,
        now=work.now,
        done=done(request),
    )


@routes.form(f"{MEETING}/place", WhereaboutsSchema, "scheduling/place.html", access=signed_in)
def place(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any]:
    view, meeting = queries.led_meeting(work, meeting_id)
    return {"view": view, "meeting": meeting, "initial": {**(meeting.venue or {}), "remote_url": meeting.remote_url}}


@place.submit
def submit_place(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    commands.set_place(work, meeting_id, Whereabouts(**data))
    return Redirect(_page(meeting_id, "place_set"))


@routes.form(f"{MEETING}/substitute", SubstituteSchema, "scheduling/substitute.html", access=signed_in)
def substitute(request: Request, work: UnitOfWork, meeting_id: UUID) -> dict[str, Any]:
    view, meeting = queries.led_meeting(work, meeting_id)
    return {"view": view, "meeting": meeting, "mentors": by_name(queries.mentors_to_choose(work, meeting))}


@substitute.submit
def submit_substitute(request: Request, work: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Redirect:
    commands.substitute_mentor(work, meeting_id, **data)
    return Redirect(_page(meeting_id, "substituted"))


@routes.page(f"{MEETING}/history", access=signed_in)
def history(request: Request, work: UnitOfWork, meeting_id: UUID) -> Page:
    view, meeting, changes = queries.history(work, meeting_id)
    return Page("scheduling/history.html", view=view, meeting=meeting, changes=changes)


@routes.page(f"{MEETING}/attendance.pdf", access=signed_in)
def attendance_pdf(request: Request, work: UnitOfWork, meeting_id: UUID) -> Download:
    sheet = queries.attendance(work, meeting_id)
    return Download(attendance_list(sheet), "application/pdf", f"verme-{sheet.meeting.date}.pdf", inline=True)


def _page(meeting_id: UUID, code: str) -> str:
    return f"/scheduling/meetings/{meeting_id}?done={code}"
