"""Who answers for a supervisor while she is away."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base


class Deputy(Base):
    """A supervisor's deputy from the first day to the last; one at a time."""

    __tablename__ = "deputies"

    supervisor_id: Mapped[UUID] = mapped_column(primary_key=True)
    deputy_id: Mapped[UUID] = mapped_column(index=True)
    typed_in: Mapped[bool]
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
