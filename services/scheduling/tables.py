"""The tables of scheduling: series, meetings, reserve dates and participations; the groups that it knows.

A booking keeps a mentor's time: the database refuses two that overlap. A meeting that was confirmed over another
one has no booking, and is shown as a problem.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, or_, select
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.scheduling.domain import meetings, reserve_dates
from services.scheduling.domain.slots import Slot
from shared.clock import HELSINKI
from shared.contracts import Aggregate
from shared.contracts.registration import GroupV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1, ReserveDateV1
from shared.database import Projected, Published, service_base
from shared.people import Person

Base: Any = service_base()


class KnownGroup(Projected, Base):
    """A group as registration last told of it; members and mentors are read from here at every request."""

    __tablename__ = "known_groups"
    contract: ClassVar[type[Aggregate]] = GroupV1

    member_ids: Mapped[list[UUID]] = mapped_column(server_default="{}")
    mentor_ids: Mapped[list[UUID]] = mapped_column(server_default="{}")

    __table_args__ = (
        Index("ix_known_groups_member_ids", "member_ids", postgresql_using="gin"),
        Index("ix_known_groups_mentor_ids", "mentor_ids", postgresql_using="gin"),
    )

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {key: [UUID(each) for each in data.get(key, ())] for key in ("member_ids", "mentor_ids")}

    @property
    def usual_minutes(self) -> int:
        """The usual length of a meeting."""
        return int(self.data["meeting_minutes"])


class Series(Published, Base):
    """All meetings of one group; its id is the group's."""

    __tablename__ = "series"
    contract: ClassVar[type[Aggregate]] = MeetingSeriesV1

    call_id: Mapped[UUID]
    scope: Mapped[str]
    reporting_year: Mapped[int]
    state_: Mapped[str] = mapped_column("state")
    mentor_ids: Mapped[list[UUID]]
    meetings_planned: Mapped[int]
    meetings_held: Mapped[int]
    meetings_moved: Mapped[int]
    agreed_on: Mapped[dt.date | None]

    group: Mapped[KnownGroup] = relationship(
        primaryjoin="foreign(Series.id) == KnownGroup.id", viewonly=True, uselist=False, lazy="joined"
    )
    meetings: Mapped[list["Meeting"]] = relationship(
        order_by="(Meeting.date, Meeting.number)", viewonly=True, lazy="select"
    )
    reserve_dates: Mapped[list["ReserveDate"]] = relationship(order_by="ReserveDate.date", viewonly=True, lazy="select")

    def state(self) -> dict[str, Any]:
        fields = ("call_id", "scope", "reporting_year", "mentor_ids", "agreed_on")
        numbers = ("meetings_planned", "meetings_held", "meetings_moved")
        return {field: getattr(self, field) for field in fields + numbers} | {"state": self.state_}

    def people_named(self) -> Iterable[UUID]:
        return self.mentor_ids


class _Dated(Published):
    """A published record of a series that stands on a slot."""

    state_: Mapped[str] = mapped_column("state")
    date: Mapped[dt.date]
    start: Mapped[dt.time | None]
    end: Mapped[dt.time | None]
    zone: Mapped[str]
    sequence: Mapped[int]

    def __init__(self, **values: Any) -> None:
        super().__init__(**({"zone": HELSINKI.key, "sequence": 0} | values))

    @property
    def slot(self) -> Slot:
        return Slot(self.date, self.start, self.end)

    @slot.setter
    def slot(self, slot: Slot) -> None:
        self.date, self.start, self.end = slot.date, slot.start, slot.end


class Meeting(_Dated, Base):
    """One meeting. A replacement that stands on a reserve date names it, and so keeps its calendar entry."""

    __tablename__ = "meetings"
    contract: ClassVar[type[Aggregate]] = MeetingV1

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    number: Mapped[int]
    venue: Mapped[dict[str, Any] | None]
    replaces: Mapped[UUID | None]
    replaced_by: Mapped[UUID | None]
    reserve_date_id: Mapped[UUID | None] = mapped_column(ForeignKey("reserve_dates.id"), unique=True)
    cancellation_reason: Mapped[str | None]
    mentor_ids: Mapped[list[UUID]]
    held_minutes: Mapped[int | None]
    present: Mapped[int | None]

    bookings: Mapped[list["Booking"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    series: Mapped[Series] = relationship(viewonly=True)

    def state(self) -> dict[str, Any]:
        slot = ("date", "start", "end", "zone", "venue", "sequence", "mentor_ids", "held_minutes", "present")
        links = ("group_id", "number", "replaces", "replaced_by", "cancellation_reason")
        return {field: getattr(self, field) for field in links + slot} | {"state": self.state_}

    def people_named(self) -> Iterable[UUID]:
        return self.mentor_ids

    @property
    def fact(self) -> meetings.Meeting:
        """What the rules need of it."""
        return meetings.Meeting(
            self.id,
            self.number,
            self.state_,
            self.slot,
            self.sequence,
            self.replaces,
            self.replaced_by,
            self.reserve_date_id,
            bool(self.bookings) or not self.mentor_ids,
        )


class Booking(Base):
    """A mentor's time, taken by a meeting whose time is known."""

    __tablename__ = "bookings"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    mentor_id: Mapped[UUID] = mapped_column(primary_key=True)
    during: Mapped[Range[dt.datetime]] = mapped_column(TSTZRANGE)

    __table_args__ = (
        ExcludeConstraint(("mentor_id", "="), ("during", "&&"), using="gist", name="ex_bookings_mentor_id_during"),
    )


class ReserveDate(_Dated, Base):
    """A date held in case a meeting is cancelled."""

    __tablename__ = "reserve_dates"
    contract: ClassVar[type[Aggregate]] = ReserveDateV1

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    replaces: Mapped[UUID | None]

    def state(self) -> dict[str, Any]:
        fields = ("group_id", "date", "start", "end", "zone", "sequence", "replaces")
        return {field: getattr(self, field) for field in fields} | {"state": self.state_}

    def people_named(self) -> Iterable[UUID]:
        return ()

    @property
    def fact(self) -> reserve_dates.ReserveDate:
        """What the rules need of it."""
        return reserve_dates.ReserveDate(self.id, self.state_, self.slot, self.sequence, self.replaces)


class Participation(Published, Base):
    """One person's attendance in one group."""

    __tablename__ = "participations"
    contract: ClassVar[type[Aggregate]] = ParticipationV1

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"))
    person_id: Mapped[UUID] = mapped_column(index=True)
    scope: Mapped[str]
    reporting_year: Mapped[int]

    attendances: Mapped[list["Attendance"]] = relationship(
        order_by="Attendance.date", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    def state(self) -> dict[str, Any]:
        fields = ("group_id", "person_id", "scope", "reporting_year")
        ordered = sorted(self.attendances, key=lambda each: each.date)
        return {field: getattr(self, field) for field in fields} | {"attendances": [each.state() for each in ordered]}

    def people_named(self) -> Iterable[UUID]:
        return (self.person_id,)


class Attendance(Base):
    """One person at one meeting; `employer` is that of the meeting's date."""

    __tablename__ = "attendances"

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"), primary_key=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), primary_key=True, index=True)
    date: Mapped[dt.date]
    status: Mapped[str]
    minutes: Mapped[int]
    employer: Mapped[str]

    def state(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in ("meeting_id", "date", "status", "minutes", "employer")}


class Feed(Base):
    """A person's calendar address. The address is made of the nonce and the deployment's secret; its hash finds it."""

    __tablename__ = "feeds"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]


def identities(session: Session, person_id: UUID) -> set[UUID]:
    """All ids under which a person may stand in a group: their own, and those that turned out to be theirs."""
    found = session.scalars(select(Person.id).where(or_(Person.id == person_id, Person.same_as == person_id)))
    return {person_id, *found}
