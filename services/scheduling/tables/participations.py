"""Attendance by person, and everybody's calendar address."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.scheduling import ParticipationV1
from shared.database import Published


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
