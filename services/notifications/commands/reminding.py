"""What time itself sets off: the reminder before a meeting, and the nudge when attendance is missing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.commands.telling import tell
from services.notifications.domain.situation import Happened
from services.notifications.domain.timing import attendance_nudge_at, poll_reminder_at, reminder_at, start_of
from services.notifications.tables import KnownMeeting, KnownPoll
from shared.work import UnitOfWork

GETS_ITS_DATE = ("meeting_scheduled", "meeting_restored")


def plan(work: UnitOfWork, meeting: KnownMeeting) -> None:
    """Set the timer that the meeting's state asks for. Repeating it sets the same timer again."""
    state = meeting.state()
    if not state:
        return
    if state["state"] == "scheduled" and reminder_at(state["date"]) > _settled_at(state):
        work.set_timer("meeting_reminder", meeting.id, reminder_at(state["date"]))
    if state["state"] == "held":
        work.set_timer("attendance_nudge", meeting.id, attendance_nudge_at(state["date"]))


def remind(work: UnitOfWork, meeting_id: UUID) -> None:
    """Remind everybody expected, unless the meeting has begun or is not this deployment's to speak of."""
    meeting = work.session.get_one(KnownMeeting, meeting_id)
    state = meeting.state()
    if state and work.now < start_of(state["date"], state["start"]):
        _tell(work, meeting, "reminder_due")


def nudge(work: UnitOfWork, meeting_id: UUID) -> None:
    """Ask the mentor for the attendance that is still missing."""
    _tell(work, work.session.get_one(KnownMeeting, meeting_id), "attendance_still_missing")


def plan_poll(work: UnitOfWork, poll: KnownPoll) -> None:
    """Set the timer of the one reminder, where there is time for it. Repeating it sets the same timer again."""
    state = poll.state()
    if state and state["state"] == "open" and poll_reminder_at(state["closes_at"]) > work.now:
        work.set_timer("poll_reminder", poll.id, poll_reminder_at(state["closes_at"]))


def remind_of_poll(work: UnitOfWork, poll_id: UUID) -> None:
    """Remind those who have not answered, if the poll is still open."""
    poll = work.session.get_one(KnownPoll, poll_id)
    if work.acts_for(poll.organisation):
        tell(work, "poll", poll.id, Happened("poll_reminder_due", poll.version, work.now))


def _tell(work: UnitOfWork, meeting: KnownMeeting, occasion: str) -> None:
    if work.acts_for(meeting.organisation):
        tell(work, "meeting", meeting.id, Happened(occasion, meeting.version, work.now))


def _settled_at(state: dict[str, Any]) -> datetime:
    """When the meeting got its date: one that is closer than its reminder needs none."""
    occasions = [each for name, each in state["occasions"].items() if name in GETS_ITS_DATE]
    return max(each["at"] for each in occasions or state["occasions"].values())
