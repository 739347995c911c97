"""What a rule looks at: a record, what belongs to it, and what just happened to it.

Records are the contracts' states with `id` and `occasions` added, as plain mappings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Slot:
    """When something is: a local date, and its times when they are known."""

    date: date
    start: time | None = None
    end: time | None = None

    @classmethod
    def of(cls, record: Record) -> "Slot":
        """The slot of a meeting, a planned meeting or a reserve date."""
        return cls(record["date"], record["start"], record["end"])


@dataclass(frozen=True)
class Happened:
    """One occurrence: which state of the record it made, and when (domain time)."""

    name: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Situation:
    """A record with its surroundings, as they are known now."""

    aggregate: str
    record: Record
    organisation: str
    group: Record | None = None
    call: Record | None = None
    meetings: tuple[Record, ...] = ()
    reserve_dates: tuple[Record, ...] = ()
    absent: frozenset[UUID] = field(default_factory=frozenset)
    told: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def id(self) -> UUID:
        """The record's id."""
        return UUID(str(self.record["id"]))

    @property
    def state(self) -> str:
        """The record's state."""
        return str(self.record["state"])

    def occurred(self, name: str) -> bool:
        """Whether something has ever happened to the record."""
        return name in self.record["occasions"]

    def meeting(self, meeting_id: UUID | None) -> Record | None:
        """A meeting of the group by its id."""
        return next((each for each in self.meetings if each["id"] == meeting_id), None)

    def first_meeting_id(self) -> UUID | None:
        """The id that the first planned meeting of the group has."""
        planned = sorted((self.group or {}).get("planned_meetings", ()), key=_by_number)
        return planned[0]["id"] if planned else None

    def dates(self) -> list[Slot]:
        """The meetings that will be or were: as planned until scheduling knows better, without cancelled ones."""
        return self._slots("scheduled", "held", "recorded")

    def coming(self) -> list[Slot]:
        """The meetings that will be."""
        return self._slots("scheduled")

    def reserves(self) -> list[Slot]:
        """The reserve dates that can still be used."""
        planned = {each["id"]: each for each in (self.group or {}).get("reserve_dates", ())}
        known = {each["id"]: each for each in self.reserve_dates}
        free = [each for each in (planned | known).values() if each.get("state", "held_available") == "held_available"]
        return sorted((Slot.of(each) for each in free), key=lambda slot: slot.date)

    def last_date(self) -> date | None:
        """The last date that the group has, reserve dates included."""
        every = [*self.dates(), *self.reserves()]
        return max(slot.date for slot in every) if every else None

    def _slots(self, *states: str) -> list[Slot]:
        planned = {each["id"]: each for each in (self.group or {}).get("planned_meetings", ())}
        known = {each["id"]: each for each in self.meetings}
        found = [Slot.of(each) for each in (planned | known).values() if each.get("state", "scheduled") in states]
        return sorted(found, key=lambda slot: (slot.date, slot.start or time()))


def _by_number(planned: Record) -> int:
    return int(planned["number"])
