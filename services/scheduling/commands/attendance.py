"""Recording who was there, and correcting it."""

from datetime import time
from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.loading import locked_meeting, require_meeting_lead
from services.scheduling.commands.participations import mark
from services.scheduling.commands.passing import hold
from services.scheduling.commands.settling import settle
from services.scheduling.domain import attendance
from services.scheduling.domain import meetings as rules
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Attendance, Meeting, Participation, Series
from shared.errors import NotFound
from shared.work import UnitOfWork


def record_attendance(
    work: UnitOfWork,
    meeting_id: UUID,
    exceptions: Exceptions,
    start: time | None = None,
    end: time | None = None,
    reason: str | None = None,
) -> Meeting:
    """Mark every member: present, but for the exceptions. Repeating it corrects; every change is in the history.

    `reason`: why something is corrected that is locked already, of `CORRECTION_REASONS`.
    """
    series, meeting = locked_meeting(work, meeting_id)
    relations = require_meeting_lead(work, series, meeting)
    rules.check_recording(meeting.fact, work.now, coordinator="coordinator" in relations, reason=reason)
    before = meeting.state_
    if meeting.state_ == "scheduled":
        hold(work, series, meeting)
    minutes = attendance.length(meeting.slot, Slot(meeting.date, start, end), series.group.usual_minutes)
    marks = attendance.marks(expected(work, series, meeting), exceptions, minutes)
    for person_id, given in marks.items():
        mark(work, series, meeting, person_id, given)
    meeting.state_ = rules.after(meeting.state_, "record")
    meeting.held_minutes, meeting.present = minutes, attendance.present(marks.values())
    corrected = before == "recorded"
    why = {"reason": reason} if reason else {}
    work.record_history(
        meeting, "corrected" if corrected else "recorded", minutes=minutes, present=meeting.present, **why
    )
    work.emit("attendance_corrected" if corrected else "attendance_recorded", meeting)
    work.set_timer("attendance_locks", meeting.id, meeting.fact.locks_at)
    settle(work, series)
    return meeting


def lock_attendance(work: UnitOfWork, meeting_id: UUID) -> None:
    """The time to correct is over; a meeting that was not recorded stays open."""
    try:
        _, meeting = locked_meeting(work, meeting_id)
    except NotFound:  # it was a replacement that is gone
        return
    if meeting.state_ == "recorded" and meeting.locked_at is None and work.now >= meeting.fact.locks_at:
        meeting.state_ = rules.after(meeting.state_, "lock")
        meeting.locked_at = work.now
        work.emit("meeting_locked", meeting)


def expected(work: UnitOfWork, series: Series, meeting: Meeting) -> list[UUID]:
    """The group's members, and whoever was marked before: attendance stays when somebody leaves the group."""
    marked = select(Participation.person_id).join(Attendance).where(Attendance.meeting_id == meeting.id)
    return sorted({*series.group.member_ids, *work.session.scalars(marked)})
