"""Mentors: the registry. What they wrote in words is in columns that no state carries."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, Numeric, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.mentors import MentorV1
from shared.database.mixins import Published


class Mentor(Published, Base):
    """Somebody who leads groups, or has offered to; its id is the person's id."""

    __tablename__ = "mentors"
    contract: ClassVar[type[Aggregate]] = MentorV1

    state_name: Mapped[str] = mapped_column("state", default="candidate")
    registered_at: Mapped[datetime]
    professional_field: Mapped[str]
    lead_languages: Mapped[list[str]]
    capacity_groups: Mapped[int]
    service_area: Mapped[list[str]] = mapped_column(server_default=text("'{}'"), default=list)
    remote: Mapped[bool] = mapped_column(server_default=false(), default=False)
    availability: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    training: Mapped[str] = mapped_column(default="none")
    training_provider: Mapped[str | None]
    training_credits: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    training_began_on: Mapped[date | None] = mapped_column(Date)
    training_completed_on: Mapped[date | None] = mapped_column(Date)
    training_checked: Mapped[bool] = mapped_column(server_default=false(), default=False)

    def state(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in MENTOR_FIELDS} | {"state": self.state_name}

    def people_named(self) -> Iterable[UUID]:
        return [self.id]


MENTOR_FIELDS = (
    "training",
    "training_completed_on",
    "lead_languages",
    "capacity_groups",
    "service_area",
    "remote",
    "availability",
)
