"""Calls, groups, and their dates as planned; nothing here is about a person but ids."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Date, ForeignKey, Time, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Uuid

from services.registration.domain import deadlines
from services.registration.domain.call import TAKES_REGISTRATIONS
from services.registration.domain.group import FORMING, GOES_ON, is_too_small
from services.registration.tables.base import ZONE, Base
from shared.contracts import Aggregate
from shared.contracts.registration import CallV1, GroupV1
from shared.database.mixins import Published


class Call(Published, Base):
    """A call; a draft has never been published."""

    __tablename__ = "calls"
    contract: ClassVar[type[Aggregate]] = CallV1

    kind: Mapped[str]
    title: Mapped[dict[str, Any]]
    about: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"), default=dict)
    scope: Mapped[str]
    placing: Mapped[str] = mapped_column(server_default=text("'fixed'"), default="fixed")
    questions: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    project: Mapped[str | None]
    state_name: Mapped[str] = mapped_column("state", default="draft")
    reporting_year: Mapped[int]
    opens_at: Mapped[datetime]
    closes_on: Mapped[date | None] = mapped_column(Date)
    closes_at: Mapped[datetime | None]
    contact_id: Mapped[UUID]
    venue: Mapped[dict[str, Any] | None]
    quota: Mapped[int | None]
    period_days: Mapped[int | None]
    window_from: Mapped[date | None] = mapped_column(Date)
    window_to: Mapped[date | None] = mapped_column(Date)
    partners: Mapped[str | None]
    more_url: Mapped[str | None]
    known_by: Mapped[date | None] = mapped_column(Date)
    has_started: Mapped[bool] = mapped_column(server_default=false(), default=False)
    groups: Mapped[list["Group"]] = relationship(back_populates="call", order_by="Group.created_at")

    def state(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in CALL_FIELDS} | {"state": self.state_name}

    def people_named(self) -> Iterable[UUID]:
        return [self.contact_id]


CALL_FIELDS = (
    "kind",
    "title",
    "scope",
    "placing",
    "project",
    "reporting_year",
    "opens_at",
    "closes_at",
    "contact_id",
    "venue",
    "quota",
    "period_days",
    "window_from",
    "window_to",
)


class Group(Published, Base):
    """A group of a call, with its dates as planned. `member_ids` and `waiting` follow the registrations."""

    __tablename__ = "groups"
    contract: ClassVar[type[Aggregate]] = GroupV1

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    sibling_of: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id"))
    created_at: Mapped[datetime]
    name: Mapped[dict[str, Any]]
    state_name: Mapped[str] = mapped_column("state", default="planned")
    staff_groups: Mapped[list[str]] = mapped_column(default=list)
    mentor_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    member_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    min_size: Mapped[int]
    max_size: Mapped[int]
    waiting: Mapped[int] = mapped_column(default=0)
    accepted_size: Mapped[int | None]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id"))
    was_forming: Mapped[bool] = mapped_column(server_default=false(), default=False)
    closes_on: Mapped[date | None] = mapped_column(Date)
    venue: Mapped[dict[str, Any] | None]
    meeting_minutes: Mapped[int]
    slot: Mapped[str | None]
    theme: Mapped[str | None]
    basis: Mapped[str | None]
    purpose: Mapped[str | None]
    education_levels: Mapped[list[str]] = mapped_column(server_default=text("'{}'"), default=list)
    especially_for: Mapped[list[str]] = mapped_column(server_default=text("'{}'"), default=list)
    call: Mapped[Call] = relationship(back_populates="groups")
    dates: Mapped[list["PlannedDate"]] = relationship(order_by="PlannedDate.date", cascade="all, delete-orphan")

    @property
    def planned_meetings(self) -> list["PlannedDate"]:
        return [each for each in self.dates if not each.reserve]

    @property
    def reserve_dates(self) -> list["PlannedDate"]:
        return [each for each in self.dates if each.reserve]

    @property
    def first_meeting(self) -> "PlannedDate | None":
        return next(iter(self.planned_meetings), None)

    @property
    def starts_at(self) -> datetime | None:
        """The instant at which the first meeting begins; None while it has no date."""
        first = self.first_meeting
        return deadlines.start_of(first.date, first.start) if first else None

    def has_started(self, now: datetime) -> bool:
        """Whether the first meeting's time has come."""
        return self.starts_at is not None and now >= self.starts_at

    def is_open(self, now: datetime) -> bool:
        """Whether anybody may register now."""
        takes = self.call.state_name in TAKES_REGISTRATIONS
        return takes and self.goes_on and deadlines.is_open(self.closes_on, now) and not self.has_started(now)

    @property
    def goes_on(self) -> bool:
        """Whether the group takes registrations, or has been confirmed."""
        return self.state_name in GOES_ON

    def gives_places(self, now: datetime) -> bool:
        """Whether a free place may be given: never before the call opens, after the start, or ahead of a proposal."""
        return (
            self.call.placing == "fixed"
            and self.goes_on
            and self.call.state_name in TAKES_REGISTRATIONS
            and not self.has_started(now)
        )

    def is_too_small(self, now: datetime) -> bool:
        """Whether somebody must decide what becomes of the group."""
        return is_too_small(
            self.state_name,
            members=len(self.member_ids),
            min_size=self.min_size,
            accepted=self.accepted_size,
            registering=self.state_name in FORMING and self.is_open(now),
        )

    def state(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in GROUP_FIELDS}
        shared = {name: getattr(self.call, name) for name in ("scope", "reporting_year", "contact_id")}
        return own | shared | {"state": self.state_name, "zone": ZONE}

    def people_named(self) -> Iterable[UUID]:
        return [*self.mentor_ids, *self.member_ids, self.call.contact_id]


GROUP_FIELDS = (
    "call_id",
    "name",
    "sibling_of",
    "staff_groups",
    "mentor_ids",
    "member_ids",
    "min_size",
    "max_size",
    "waiting",
    "merged_into",
    "closes_on",
    "venue",
    "meeting_minutes",
    "slot",
    "theme",
    "basis",
    "purpose",
    "planned_meetings",
    "reserve_dates",
)


class PlannedDate(Base):
    """A meeting or a reserve date as planned; scheduling keeps its id."""

    __tablename__ = "planned_dates"
    __table_args__ = (UniqueConstraint("group_id", "date"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    reserve: Mapped[bool]
    number: Mapped[int]
    date: Mapped[date] = mapped_column(Date)
    start: Mapped[time | None] = mapped_column(Time)
    end: Mapped[time | None] = mapped_column("ends", Time)
