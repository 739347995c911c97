"""Wishes to be forgotten, what every service answered, and what a duty keeps of the forgotten."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Date, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from services.registration.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.people import ErasureAnswerV1, ErasureV1
from shared.database.mixins import Projected, Published


class Erasure(Published, Base):
    """One wish. `expected` are the services that must answer; the address is kept until they have, to tell of it."""

    __tablename__ = "erasures"
    contract: ClassVar[type[Aggregate]] = ErasureV1

    person_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    cause: Mapped[str]
    asked_at: Mapped[datetime]
    expected: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    deleted: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    tell_to: Mapped[str | None]
    language: Mapped[str]
    told_at: Mapped[datetime | None]

    def state(self) -> dict[str, Any]:
        return {"person_ids": self.person_ids, "cause": self.cause}

    def people_named(self) -> Iterable[UUID]:
        return self.person_ids


class KnownErasureAnswer(Projected, Base):
    """What another service did about an erasure."""

    __tablename__ = "known_erasure_answers"
    contract: ClassVar[type[Aggregate]] = ErasureAnswerV1

    erasure_id: Mapped[UUID | None] = mapped_column(index=True)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"erasure_id": UUID(data["erasure_id"]) if data else None}


class Evidence(Base):
    """Name and employer of somebody forgotten who is in evidence of costs; only an opened audit reads it."""

    __tablename__ = "evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(index=True)
    organisation: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    until: Mapped[date] = mapped_column(Date)
