"""Who was there: a fact that depends on no form (decision 10). Never why somebody was not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.scheduling.domain.errors import MarkedTwice, NotAMember, PartialMinutesMissing
from services.scheduling.domain.slots import Slot, checked

STATUSES = ("present", "partial", "absent_notified", "absent")
THERE = frozenset({"present", "partial"})


@dataclass(frozen=True)
class Mark:
    """One person at one meeting; minutes present."""

    status: str
    minutes: int


@dataclass(frozen=True)
class Exceptions:
    """What the mentor tapped; everybody else was present for the whole meeting."""

    absent_notified: Collection[UUID] = ()
    absent: Collection[UUID] = ()
    partly: Collection[UUID] = ()
    partly_minutes: int | None = None

    @property
    def by_status(self) -> Mapping[str, Collection[UUID]]:
        return {"absent_notified": self.absent_notified, "absent": self.absent, "partial": self.partly}


def length(planned: Slot, actual: Slot, usual_minutes: int) -> int:
    """Minutes that the meeting lasted: as told, else as planned, else the group's usual length."""
    told = checked(actual).minutes
    return told or planned.minutes or usual_minutes


def marks(members: Iterable[UUID], exceptions: Exceptions, minutes: int) -> dict[UUID, Mark]:
    """A mark for every member. Raises NotAMember, MarkedTwice, PartialMinutesMissing."""
    found = {each: Mark("present", minutes) for each in members}
    tapped = [person for people in exceptions.by_status.values() for person in set(people)]
    if not found.keys() >= set(tapped):
        raise NotAMember()
    if len(tapped) != len(set(tapped)):
        raise MarkedTwice()
    part = exceptions.partly_minutes or 0
    if exceptions.partly and not 0 < part < minutes:
        raise PartialMinutesMissing(minutes=minutes)
    for status, people in exceptions.by_status.items():
        found |= {person: Mark(status, part if status == "partial" else 0) for person in people}
    return found


def present(marked: Iterable[Mark]) -> int:
    """How many were there, for the whole or a part."""
    return sum(each.status in THERE for each in marked)
