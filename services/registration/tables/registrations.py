"""Registrations and answers for statistics.

The reason of a denial and the answers of the form are columns that no state carries.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Uuid

from services.registration.tables.base import Base
from services.registration.tables.calls import Call, Group
from shared.contracts import Aggregate
from shared.contracts.people import ConsiderationV1, StatisticsV1
from shared.contracts.registration import RegistrationV1
from shared.database.mixins import Published


class Registration(Published, Base):
    """One person's registration to one group, and the place that it holds."""

    __tablename__ = "registrations"
    contract: ClassVar[type[Aggregate]] = RegistrationV1
    __table_args__ = (
        Index(
            "uq_registrations_person_id_group_id_live",
            "person_id",
            "group_id",
            unique=True,
            postgresql_where=text("state IN ('unconfirmed','awaiting_supervisor','confirmed','waitlisted','offered')"),
        ),
        Index("ix_registrations_place_group_id", "place_group_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.id"), index=True)
    place_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id"))
    refused_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    person_id: Mapped[UUID] = mapped_column(index=True)
    supervisor_id: Mapped[UUID | None] = mapped_column(index=True)
    supervisor_typed_in: Mapped[bool] = mapped_column(server_default=false(), default=False)
    supervisor_asks_first: Mapped[bool] = mapped_column(server_default=false(), default=False)
    asked_before: Mapped[UUID | None] = mapped_column(index=True)
    deputy: Mapped[bool] = mapped_column(server_default=false(), default=False)
    state_name: Mapped[str] = mapped_column("state", default="unconfirmed")
    submitted_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    address_confirmed_at: Mapped[datetime | None]
    approved: Mapped[bool] = mapped_column(server_default=false(), default=False)
    approved_how: Mapped[str | None]
    approved_by: Mapped[UUID | None]
    approved_by_phone: Mapped[str | None]
    approved_on: Mapped[date | None] = mapped_column(Date)
    queue_position: Mapped[int | None]
    confirm_by: Mapped[datetime | None]
    approve_by: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    offer_expires_at: Mapped[datetime | None]
    denial_reason: Mapped[str | None]
    denial_text: Mapped[str | None]
    ended_because: Mapped[str | None]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"), default=dict)
    wishes: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"), default=list)
    availability: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    away_weeks: Mapped[list[str]] = mapped_column(server_default=text("'{}'"), default=list)
    unsuitable_dates: Mapped[list[date]] = mapped_column(ARRAY(Date), server_default=text("'{}'"), default=list)
    themes: Mapped[str | None]
    expectations: Mapped[str | None]
    late: Mapped[bool] = mapped_column(server_default=false(), default=False)
    entered_by: Mapped[UUID | None]
    group: Mapped[Group] = relationship(foreign_keys=[group_id])
    place_group: Mapped[Group | None] = relationship(foreign_keys=[place_group_id])
    call: Mapped[Call] = relationship()

    def state(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in REGISTRATION_FIELDS}
        own |= {name: getattr(self, name) or None for name in ("wishes", "availability", "away_weeks")}
        offered = self.place_group_id if self.state_name == "offered" else None
        return own | {"state": self.state_name, "offered_group_id": offered}

    def people_named(self) -> Iterable[UUID]:
        return [each for each in (self.person_id, self.supervisor_id) if each]


REGISTRATION_FIELDS = (
    "call_id",
    "group_id",
    "person_id",
    "supervisor_id",
    "submitted_at",
    "approved",
    "approved_how",
    "queue_position",
    "confirm_by",
    "approve_by",
    "offer_expires_at",
    "ended_because",
)


class Statistics(Published, Base):
    """What a person told for statistics alone; its id is the person's id.

    `until` is the last day on which the gender of somebody who is gone is counted.
    """

    __tablename__ = "statistics"
    contract: ClassVar[type[Aggregate]] = StatisticsV1

    gender: Mapped[str]
    career_stage: Mapped[str | None]
    cpd_earlier: Mapped[str | None]
    until: Mapped[date | None] = mapped_column(Date)

    def state(self) -> dict[str, Any]:
        return {"gender": self.gender, "career_stage": self.career_stage, "cpd_earlier": self.cpd_earlier}

    def people_named(self) -> Iterable[UUID]:
        return [self.id]


class Consideration(Published, Base):
    """What a person allowed to be considered when groups are put together; its id is the person's id."""

    __tablename__ = "considerations"
    contract: ClassVar[type[Aggregate]] = ConsiderationV1

    gender: Mapped[str | None]
    career_stage: Mapped[str | None]

    def state(self) -> dict[str, Any]:
        return {"gender": self.gender, "career_stage": self.career_stage}

    def people_named(self) -> Iterable[UUID]:
        return [self.id]
