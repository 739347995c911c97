"""What is going to change on a card."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base


class ComingEmployer(Base):
    """Somebody works for another organisation from a day ahead; `card` is what changes with it, as it was given."""

    __tablename__ = "coming_employers"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(Date)
    organisation: Mapped[str]
    card: Mapped[dict[str, Any]]
