"""Series, meetings, reserve dates, and the time of mentors that they take.

A booking keeps a mentor's time: the database refuses two that overlap. A meeting that was confirmed over another
one has no booking, and is shown as a problem.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.scheduling.domain import meetings, reserve_dates
from services.scheduling.domain.relations import relations
from services.scheduling.domain.slots import Slot
from services.scheduling.tables.base import Base
from services.scheduling.tables.known import KnownGroup, identities
from shared.clock import HELSINKI
from shared.contracts import Aggregate
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ReserveDateV1
from shared.database import Published
from shared.work import UnitOfWork


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

    def relations(self, work: UnitOfWork) -> frozenset[str]:
        """How whoever acts stands to the group, by what registration last told and the table of rights."""
        actor, group = work.actor, self.group
        own = identities(work.session, actor.person_id)
        return relations(
            member=not own.isdisjoint(group.member_ids),
            mentor=not own.isdisjoint(group.mentor_ids),
            substitute=bool(own) and self._is_led_by(work, own),
            coordinator=actor.may("write", "call", organisation=self.organisation),
        )

    def _is_led_by(self, work: UnitOfWork, own: set[UUID]) -> bool:
        """Whether somebody leads a single meeting whose attendance can still be recorded."""
        theirs = Meeting.mentor_ids.overlap(list(own)) & Meeting.state_.in_(meetings.TAKES_PLACE)
        mine = (Meeting.group_id == self.id) & theirs & Meeting.locked_at.is_(None)
        return work.session.scalar(select(Meeting.id).where(mine).limit(1)) is not None


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
    locked_at: Mapped[dt.datetime | None]
    remote_url: Mapped[str | None]  # for the group's own people alone: no event carries it

    bookings: Mapped[list["Booking"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    series: Mapped[Series] = relationship(viewonly=True)

    def state(self) -> dict[str, Any]:
        slot = (
            "date",
            "start",
            "end",
            "zone",
            "venue",
            "sequence",
            "mentor_ids",
            "held_minutes",
            "present",
            "locked_at",
        )
        links = ("group_id", "number", "replaces", "replaced_by", "cancellation_reason")
        return {field: getattr(self, field) for field in links + slot} | {"state": self.state_}

    def people_named(self) -> Iterable[UUID]:
        return self.mentor_ids

    def is_led_by(self, work: UnitOfWork) -> bool:
        """Whether whoever acts leads this meeting, as its mentor or for the day."""
        return not identities(work.session, work.actor.person_id).isdisjoint(self.mentor_ids)

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
