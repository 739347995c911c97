"""What figures are made of: facts that other services published, as plain values.

Facts hold no names. A person's id here is the id that remains after identities were linked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shared.clock import local_date

ATTENDED = ("present", "partial")
HELD = ("held", "recorded")


@dataclass(frozen=True)
class Attendance:
    """One recorded line: a person at a meeting, with the employer on that date."""

    meeting_id: UUID
    date: date
    status: str
    minutes: int
    employer: str

    @property
    def attended(self) -> bool:
        """Whether the person was there, for the whole meeting or a part of it."""
        return self.status in ATTENDED


@dataclass(frozen=True)
class Participation:
    """One person's seat in one group with the recorded attendance."""

    group_id: UUID
    person_id: UUID
    organisation: str
    scope: str
    reporting_year: int
    attendances: tuple[Attendance, ...] = ()

    def until(self, as_of: date) -> "Participation":
        """The participation as it was at the end of a day."""
        return replace(self, attendances=tuple(each for each in self.attendances if each.date <= as_of))

    @property
    def attended(self) -> tuple[Attendance, ...]:
        """The meetings at which the person was."""
        return tuple(each for each in self.attendances if each.attended)


@dataclass(frozen=True)
class Meeting:
    """One meeting. `minutes` is its planned length: from its times, else the usual length in its group."""

    id: UUID
    group_id: UUID
    number: int
    date: date
    state: str
    minutes: int
    mentor_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Party:
    """One of the two owners of a pair period."""

    person_id: UUID
    organisation: str
    role: str


@dataclass(frozen=True)
class PeriodDay:
    """One day of a pair period."""

    date: date
    state: str


@dataclass(frozen=True)
class Period:
    """A pair period. `occasions` are the latest instants at which each event happened."""

    id: UUID
    organisation: str
    scope: str
    reporting_year: int
    parties: tuple[Party, ...]
    days: tuple[PeriodDay, ...]
    days_granted: int | None
    additional_colleagues: int
    occasions: Mapping[str, datetime] = field(default_factory=dict)

    def happened(self, event: str, as_of: date) -> datetime | None:
        """When an event happened, if by the end of a day."""
        at = self.occasions.get(event)
        return at if at is not None and local_date(at) <= as_of else None


def was_held(meeting: Meeting, as_of: date) -> bool:
    """Whether it had taken place by the end of a day. A moved meeting is its replacement, held once."""
    return meeting.state in HELD and meeting.date <= as_of


def hours(minutes: int) -> Decimal:
    """Hours of whole minutes, to two decimals."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def as_known(participations: Iterable[Participation], as_of: date) -> list[Participation]:
    """The participations of those who had been present at least once by the end of a day."""
    known = (each.until(as_of) for each in participations)
    return [each for each in known if each.attended]
