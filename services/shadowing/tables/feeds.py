"""Addresses of people's own calendars."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.shadowing.tables.rows import Base


class Feed(Base):
    """A person's calendar address. It is made of the nonce and the deployment's secret; its hash finds it."""

    __tablename__ = "feeds"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
