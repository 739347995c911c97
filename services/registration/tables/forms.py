"""What belongs to the form rather than to a registration: times told before, forms saved, forms counted."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base


class Availability(Base):
    """When a person can usually meet, as last answered: offered again in the form of the next call."""

    __tablename__ = "availabilities"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    availability: Mapped[list[Any]] = mapped_column(JSONB)
    given_at: Mapped[datetime]


class SavedForm(Base):
    """A form that somebody saved to continue by link; nobody else reads it, and it is deleted on its day."""

    __tablename__ = "saved_forms"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    typed: Mapped[dict[str, Any]]
    good_until: Mapped[datetime]


class Sending(Base):
    """A form that was sent lately, by a keyed hash of where from; only counted, and deleted after an hour."""

    __tablename__ = "sendings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sender: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
