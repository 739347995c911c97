"""When somebody said that they are busy: intervals alone, of a calendar that they chose; never what or where."""

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.tables.base import Base


class BusyTime(Base):
    """One interval in which a person is busy."""

    __tablename__ = "busy_times"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    begins: Mapped[dt.datetime] = mapped_column(primary_key=True)
    ends: Mapped[dt.datetime]
