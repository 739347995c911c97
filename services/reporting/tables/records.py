"""Reporting's tables: read models of what others published, its own VESO credits and mentors' arrangement hours.

Nothing here holds a name, a reason or an amount of money.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from shared.contracts import Aggregate
from shared.contracts.people import StatisticsV1
from shared.contracts.registration import CallV1, GroupV1
from shared.contracts.reporting import VesoCreditV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1
from shared.contracts.shadowing import PeriodV1
from shared.database import Projected, Published, service_base

Base: Any = service_base()


class KnownCall(Projected, Base):
    """A call."""

    __tablename__ = "known_calls"
    contract: ClassVar[type[Aggregate]] = CallV1


class KnownGroup(Projected, Base):
    """A group."""

    __tablename__ = "known_groups"
    contract: ClassVar[type[Aggregate]] = GroupV1


class KnownSeries(Projected, Base):
    """All meetings of a group together; its id is the group's."""

    __tablename__ = "known_series"
    contract: ClassVar[type[Aggregate]] = MeetingSeriesV1


class KnownMeeting(Projected, Base):
    """A meeting."""

    __tablename__ = "known_meetings"
    contract: ClassVar[type[Aggregate]] = MeetingV1

    group_id: Mapped[UUID] = mapped_column(index=True)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"group_id": UUID(data["group_id"])}


class KnownParticipation(Projected, Base):
    """One person's attendance in one group."""

    __tablename__ = "known_participations"
    contract: ClassVar[type[Aggregate]] = ParticipationV1

    group_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    scope: Mapped[str]

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        named = {field: UUID(data[field]) for field in ("group_id", "person_id")}
        return named | {"scope": data["scope"]}


class KnownPeriod(Projected, Base):
    """A pair period."""

    __tablename__ = "known_periods"
    contract: ClassVar[type[Aggregate]] = PeriodV1


class KnownStatistics(Projected, Base):
    """What a person told for statistics alone; its id is the person's."""

    __tablename__ = "known_statistics"
    contract: ClassVar[type[Aggregate]] = StatisticsV1


class VesoCredit(Published, Base):
    """VESO days of one person, employer and school year, as published; `organisation` is the employer."""

    __tablename__ = "veso_credits"
    contract: ClassVar[type[Aggregate]] = VesoCreditV1

    person_id: Mapped[UUID] = mapped_column(index=True)
    school_year: Mapped[str]
    days: Mapped[int]
    meetings: Mapped[int]

    def state(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in ("person_id", "school_year", "days", "meetings")}

    def people_named(self) -> Iterable[UUID]:
        return (self.person_id,)


class ArrangementHours(Base):
    """Hours that a mentor used for arranging, as the mentor recorded them."""

    __tablename__ = "arrangement_hours"
    __table_args__ = (Index("ix_arrangement_hours_mentor_id", "mentor_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation: Mapped[str]
    mentor_id: Mapped[UUID]
    date: Mapped[dt.date]
    what: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    recorded_at: Mapped[dt.datetime]
