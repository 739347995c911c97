"""What a calendar shows of a group: one entry for each meeting and each reserve date.

An entry keeps its identity over every change of time or state. An activated reserve date keeps its entry, which
becomes the replacement meeting. Cancelled entries stay for a while, so that calendars take them away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.reserve_dates import ReserveDate
from services.scheduling.domain.slots import Slot

CANCELLED_KEPT = timedelta(days=60)
GONE = frozenset({"cancelled", "moved"})


@dataclass(frozen=True)
class Entry:
    """`kind`: meeting or reserve_date; `status`: confirmed, tentative or cancelled; `number`: 0 for a reserve date."""

    id: UUID
    kind: str
    number: int
    slot: Slot
    status: str
    sequence: int
    meeting_id: UUID | None = None


def entries(meetings: Sequence[Meeting], reserves: Iterable[ReserveDate], today: date) -> list[Entry]:
    """The entries of one group, by date."""
    shown = [_of_meeting(each) for each in meetings]
    taken = {each.id for each in shown}
    shown += [_of_reserve(each) for each in reserves if each.id not in taken]
    kept = [each for each in shown if each.status != "cancelled" or each.slot.date + CANCELLED_KEPT >= today]
    return sorted(kept, key=lambda each: (each.slot.date, each.id))


def _of_meeting(meeting: Meeting) -> Entry:
    status = "tentative" if meeting.slot.is_open else "confirmed"
    status = "cancelled" if meeting.state in GONE else status
    identity = meeting.reserve_date_id or meeting.id
    return Entry(identity, "meeting", meeting.number, meeting.slot, status, meeting.sequence, meeting.id)


def _of_reserve(reserve: ReserveDate) -> Entry:
    status = "tentative" if reserve.state == "held_available" else "cancelled"
    return Entry(reserve.id, "reserve_date", 0, reserve.slot, status, reserve.sequence)
