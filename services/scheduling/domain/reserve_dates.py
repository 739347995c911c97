"""The life of a reserve date (dossier D.6): it replaces one cancelled meeting, once, if still in the future."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.scheduling.domain.errors import NotPossibleNow, ReserveDateUnavailable
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.slots import Slot

STATES = ("held_available", "activated", "used", "released", "lapsed")
ACTS = ("activate", "use", "return", "lapse", "release", "reactivate")
TRANSITIONS = {
    ("held_available", "activate"): "activated",
    ("held_available", "lapse"): "lapsed",
    ("held_available", "release"): "released",
    ("activated", "use"): "used",
    ("activated", "return"): "held_available",  # the cancellation was undone
    ("activated", "lapse"): "lapsed",  # the meeting on it was itself cancelled
    ("used", "lapse"): "lapsed",
    ("lapsed", "reactivate"): "activated",  # and that cancellation was undone
}
REPLACEABLE = frozenset({"scheduled", "cancelled", "held"})  # held, until somebody has recorded who was there


@dataclass(frozen=True)
class ReserveDate:
    """What the rules need of a reserve date."""

    id: UUID
    state: str
    slot: Slot
    sequence: int = 0
    replaces: UUID | None = None


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def is_usable(reserve: ReserveDate, now: datetime) -> bool:
    """Whether it waits, and is still in the future."""
    return reserve.state == "held_available" and now < reserve.slot.starts_at


def check_usable(reserve: ReserveDate, now: datetime) -> None:
    """Raises ReserveDateUnavailable."""
    if not is_usable(reserve, now):
        raise ReserveDateUnavailable()


def fate(reserve: ReserveDate, meetings: Iterable[Meeting], now: datetime) -> str | None:
    """What happens of itself: `release` when no meeting is left to replace, `lapse` when the date has passed."""
    if reserve.state != "held_available":
        return None
    if not any(each.state in REPLACEABLE for each in meetings):
        return "release"
    return "lapse" if now >= reserve.slot.ends_at else None
