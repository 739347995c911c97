"""Calendar entries that go with a mail, for those who choose them: what the calendars to subscribe to show, no more.

An entry keeps its identity over every change, and so does a reserve date that becomes a meeting. What has passed is
left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.notifications.domain.situation import Record, Situation, Slot

KINDS = frozenset({"N21", "N26", "N27", "N28_29", "back_on"})  # mails about dates
STATUS = {"scheduled": "TENTATIVE", "cancelled": "CANCELLED", "moved": "CANCELLED"}


@dataclass(frozen=True)
class Invitation:
    """`status`: CONFIRMED, TENTATIVE or CANCELLED; `number`: 0 for a reserve date."""

    id: UUID
    number: int
    slot: Slot
    status: str
    sequence: int
    venue: Any

    @property
    def is_open(self) -> bool:
        """Whether the clock time is still to be set: a whole day, held for the time being."""
        return self.slot.start is None or self.slot.end is None


def invitations(situation: Situation, today: date) -> list[Invitation]:
    """The entries of a mail about this record: a meeting with what it moved to, else all that are to come."""
    planned = {each["id"]: each for each in (situation.group or {}).get("planned_meetings", ())}
    meetings = (planned | {each["id"]: each for each in situation.meetings}).values()
    reserves = {each["id"]: each for each in (situation.group or {}).get("reserve_dates", ())}
    reserves |= {each["id"]: each for each in situation.reserve_dates}
    found = [_of_meeting(situation, each) for each in meetings if _is_meant(situation, each)]
    taken = {_identity(situation, each) for each in meetings}
    found += [_of_reserve(situation, each) for each in reserves.values() if each["id"] not in taken]
    return sorted((each for each in found if each.slot.date >= today), key=lambda each: (each.slot.date, each.number))


def _is_meant(situation: Situation, meeting: Record) -> bool:
    if meeting.get("state", "scheduled") not in STATUS:
        return False
    if situation.aggregate != "meeting":
        return True
    return situation.id in (meeting["id"], meeting.get("replaces"), meeting.get("replaced_by"))


def _identity(situation: Situation, meeting: Record) -> UUID:
    """That of the reserve date on which a replacement stands, else its own."""
    return next(_stood_on(situation, meeting), UUID(str(meeting["id"])))


def _stood_on(situation: Situation, meeting: Record) -> Iterator[UUID]:
    for each in situation.reserve_dates:
        if meeting.get("replaces") and (each["replaces"], each["date"]) == (meeting["replaces"], meeting["date"]):
            yield UUID(str(each["id"]))


def _of_meeting(situation: Situation, meeting: Record) -> Invitation:
    slot, status = Slot.of(meeting), STATUS[meeting.get("state", "scheduled")]
    if status == "TENTATIVE" and slot.start and slot.end:
        status = "CONFIRMED"
    venue = meeting["venue"] if "venue" in meeting else (situation.group or {}).get("venue")
    sequence = int(meeting.get("sequence", 0))
    return Invitation(_identity(situation, meeting), int(meeting["number"]), slot, status, sequence, venue)


def _of_reserve(situation: Situation, reserve: Record) -> Invitation:
    held = reserve.get("state", "held_available") == "held_available"
    status, sequence = "TENTATIVE" if held else "CANCELLED", int(reserve.get("sequence", 0))
    venue = (situation.group or {}).get("venue")
    return Invitation(UUID(str(reserve["id"])), 0, Slot.of(reserve), status, sequence, venue)
