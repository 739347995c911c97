"""When organisations have told that their people are away."""

import datetime as dt
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.domain.closures import Closure
from services.scheduling.tables.base import Base


class KnownClosure(Base):
    """Days of an organisation, or of one of its units, imported by its coordinator."""

    __tablename__ = "closures"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation: Mapped[str]
    unit: Mapped[str | None]
    kind: Mapped[str]
    first: Mapped[dt.date]
    last: Mapped[dt.date]

    __table_args__ = (Index("ix_closures_organisation_first", "organisation", "first"),)

    @property
    def fact(self) -> Closure:
        """What the rules need of it."""
        return Closure(self.organisation, self.first, self.last, self.kind, self.unit)
