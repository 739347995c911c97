"""The life of a meeting (dossier D.5), as one table, and what must hold for each step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.scheduling.domain.errors import CorrectionTooLate, NotPossibleNow, NotStartedYet, TooLateToUndo
from services.scheduling.domain.slots import Slot

STATES = ("scheduled", "cancelled", "moved", "held", "recorded")
ACTS = ("set_time", "hold", "cancel", "replace", "restore", "record")
REASONS = ("mentor_ill", "too_few", "venue", "weather", "other")
TRANSITIONS = {
    ("scheduled", "set_time"): "scheduled",
    ("scheduled", "hold"): "held",
    ("scheduled", "cancel"): "cancelled",
    ("held", "cancel"): "cancelled",  # its time went by before anybody said that it did not take place
    ("held", "record"): "recorded",
    ("recorded", "record"): "recorded",
    ("cancelled", "replace"): "moved",
    ("cancelled", "restore"): "scheduled",
    ("moved", "restore"): "scheduled",
}
CORRECTION_DAYS = 30
REPLACEMENT_DAYS = 30


@dataclass(frozen=True)
class Meeting:
    """What the rules need of a meeting."""

    id: UUID
    number: int
    state: str
    slot: Slot
    sequence: int = 0
    replaces: UUID | None = None
    replaced_by: UUID | None = None
    reserve_date_id: UUID | None = None
    booked: bool = True

    @property
    def replace_by(self) -> datetime:
        """How long a cancelled meeting may wait for its new date before the group goes on without it."""
        return Slot(self.slot.date + timedelta(days=REPLACEMENT_DAYS)).ends_at


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def check_recording(meeting: Meeting, now: datetime, *, coordinator: bool) -> None:
    """Attendance is recorded from the meeting's start on; corrected by a mentor for 30 days."""
    if now < meeting.slot.starts_at:
        raise NotStartedYet(starts=meeting.slot.starts_at)
    last = Slot(meeting.slot.date + timedelta(days=CORRECTION_DAYS)).ends_at
    if meeting.state == "recorded" and now > last and not coordinator:
        raise CorrectionTooLate(days=CORRECTION_DAYS)


def check_restoring(meeting: Meeting, now: datetime) -> None:
    """A cancellation can be undone until the meeting would have begun."""
    if now >= meeting.slot.starts_at:
        raise TooLateToUndo()
