"""Recording who was there, and correcting it."""

from datetime import time
from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.loading import locked_meeting, require_lead
from services.scheduling.commands.participations import mark
from services.scheduling.commands.passing import hold
from services.scheduling.commands.settling import settle
from services.scheduling.domain import attendance
from services.scheduling.domain import meetings as rules
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Attendance, Meeting, Participation, Series
from shared.work import UnitOfWork


def record_attendance(
    work: UnitOfWork, meeting_id: UUID, exceptions: Exceptions, start: time | None = None, end: time | None = None
) -> Meeting:
    """Mark every member: present, but for the exceptions. Repeating it corrects; every change is in the history."""
    series, meeting = locked_meeting(work, meeting_id)
    relations = require_lead(work, series)
    rules.check_recording(meeting.fact, work.now, coordinator="coordinator" in relations)
    if meeting.state_ == "scheduled":
        hold(work, series, meeting)
    minutes = attendance.length(meeting.slot, Slot(meeting.date, start, end), series.group.usual_minutes)
    marks = attendance.marks(expected(work, series, meeting), exceptions, minutes)
    for person_id, given in marks.items():
        mark(work, series, meeting, person_id, given)
    meeting.state_ = rules.after(meeting.state_, "record")
    meeting.held_minutes, meeting.present = minutes, attendance.present(marks.values())
    work.record_history(meeting, "recorded", minutes=minutes, present=meeting.present)
    work.emit("attendance_recorded", meeting)
    settle(work, series)
    return meeting


def expected(work: UnitOfWork, series: Series, meeting: Meeting) -> list[UUID]:
    """The group's members, and whoever was marked before: attendance stays when somebody leaves the group."""
    marked = select(Participation.person_id).join(Attendance).where(Attendance.meeting_id == meeting.id)
    return sorted({*series.group.member_ids, *work.session.scalars(marked)})
