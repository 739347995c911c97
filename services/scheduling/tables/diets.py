"""Special diets that people told for their group's meetings; who told what is shown to nobody else."""

from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.tables.base import Base


class Diet(Base):
    """What one person told for one group."""

    __tablename__ = "diets"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    diets: Mapped[list[str]] = mapped_column(ARRAY(Text))
