"""What the templates of several pages need."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.scheduling import queries
from services.scheduling.domain.cancellation import Options
from services.scheduling.queries import GroupView, Sheet
from services.scheduling.queries.views import by_name
from services.scheduling.tables import Meeting
from shared.web.formats import show_when
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

DONE = frozenset(
    {
        "cancelled",
        "moved",
        "restored",
        "times_set",
        "dates_added",
        "recorded",
        "agreed",
        "cannot_come",
        "can_come",
        "diet_told",
    }
) | {"calendar_renewed", "calendar_ended", "place_set", "substituted", "address_made", "address_ended"}


@dataclass(frozen=True)
class Paths:
    """Where a group's page is, and where its buttons lead: for somebody signed in, or by a link."""

    page: str

    @property
    def renew(self) -> str:
        return f"{self.page}/calendar"

    def absence(self, meeting_id: UUID) -> str:
        return f"{self.page}/meetings/{meeting_id}/cannot-come"

    def presence(self, meeting_id: UUID) -> str:
        return f"{self.page}/meetings/{meeting_id}/can-come"

    def done(self, code: str) -> str:
        return f"{self.page}?done={code}"


def own(group_id: UUID) -> Paths:
    """The page of somebody who has signed in."""
    return Paths(f"/scheduling/groups/{group_id}")


def done(request: Request) -> str:
    """What was just done, of the known codes."""
    code = request.args.get("done", "")
    return code if code in DONE else ""


def group_context(request: Request, work: UnitOfWork, view: GroupView, paths: Paths) -> dict[str, Any]:
    """The context of a group's page."""
    path = view.calendar_path
    return {
        "view": view,
        "polls": queries.polls_of(view),
        "written": queries.written(view),
        "paths": paths,
        "done": done(request),
        "now": work.now,
        "signed_in": request.link is None,
        "calendar_address": f"{request.base_url}{path}" if path else "",
        "addresses": ",".join(each.email for each in view.members),
        "host_address": _address(request, view, "host"),
        "group_calendar": _address(request, view, "calendar"),
    }


def _address(request: Request, view: GroupView, purpose: str) -> str:
    path = queries.group_address(view, purpose) if view.leads else None
    return f"{request.base_url}{path}" if path else ""


def cancel_context(view: GroupView, meeting: Meeting, options: Options) -> dict[str, Any]:
    """The context of the pages on which a meeting is cancelled or moved."""
    return {"view": view, "meeting": meeting, "options": options, "instead": _instead(meeting, options)}


def attendance_context(sheet: Sheet) -> dict[str, Any]:
    """The context of the attendance screen: whoever told in advance is tapped already."""
    marked = {key: [str(each) for each in sheet.marks[key]] for key in ("absent_notified", "absent")}
    slot = sheet.meeting.slot
    initial = {"partly": [str(each) for each in sheet.marks["partial"]], "partly_minutes": sheet.partly_minutes}
    return {
        "view": sheet.view,
        "meeting": sheet.meeting,
        "people": by_name(sheet.people),
        "locked": sheet.meeting.state_ == "recorded" and sheet.view.work.now > sheet.meeting.fact.locks_at,
        "initial": {**marked, **initial, "start": slot.start, "end": slot.end},
    }


def _instead(meeting: Meeting, options: Options) -> list[tuple[str, str, str]]:
    choices = []
    if first := options.suggested:
        slot = first.slot
        text = _("Use the reserve date {when}", when=show_when(slot.date, slot.start, slot.end))
        choices.append(("reserve_date", text, ""))
    choices.append(("new_date", _("Move it to a date that the group has agreed on"), ""))
    if meeting.state_ != "cancelled":
        choices.append(("later", _("Cancel now, agree on a new date later"), ""))
    return choices
