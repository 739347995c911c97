"""The life of a meeting (dossier D.5), as one table, and what must hold for each step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.scheduling.domain.errors import (
    CorrectionTooLate,
    NotPossibleNow,
    NotStartedYet,
    ReasonMissing,
    TooLateToUndo,
)
from services.scheduling.domain.slots import Slot

STATES = ("scheduled", "cancelled", "moved", "held", "recorded")
ACTS = ("set_time", "set_place", "substitute", "hold", "cancel", "replace", "restore", "record", "lock")
TAKES_PLACE = ("scheduled", "held", "recorded")
REASONS = ("mentor_ill", "too_few", "venue", "weather", "other")
CORRECTION_REASONS = ("marked_wrong", "told_later", "other")
TRANSITIONS = {
    ("scheduled", "set_time"): "scheduled",
    ("scheduled", "set_place"): "scheduled",
    ("scheduled", "substitute"): "scheduled",
    ("held", "substitute"): "held",  # told afterwards who led it
    ("scheduled", "hold"): "held",
    ("scheduled", "cancel"): "cancelled",
    ("held", "cancel"): "cancelled",  # its time went by before anybody said that it did not take place
    ("held", "record"): "recorded",
    ("recorded", "record"): "recorded",
    ("recorded", "lock"): "recorded",  # its mark is `locked_at`
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

    @property
    def locks_at(self) -> datetime:
        """When a mentor can correct attendance no longer."""
        return Slot(self.slot.date + timedelta(days=CORRECTION_DAYS)).ends_at


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def check_recording(meeting: Meeting, now: datetime, *, coordinator: bool, reason: str | None = None) -> None:
    """Recorded from the start on; corrected by a mentor for 30 days, after that by a coordinator with a reason."""
    if meeting.state not in TAKES_PLACE:
        raise NotPossibleNow(state=meeting.state, act="record")
    if now < meeting.slot.starts_at:
        raise NotStartedYet(starts=meeting.slot.starts_at)
    if meeting.state != "recorded" or now <= meeting.locks_at:
        return
    if not coordinator:
        raise CorrectionTooLate(days=CORRECTION_DAYS)
    if reason is None:
        raise ReasonMissing(days=CORRECTION_DAYS)


def check_restoring(meeting: Meeting, now: datetime) -> None:
    """A cancellation can be undone until the meeting would have begun."""
    if now >= meeting.slot.starts_at:
        raise TooLateToUndo()
