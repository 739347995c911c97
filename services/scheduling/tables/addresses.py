"""Addresses of a group that whoever has them may open: its calendar, and what the host of the room sees."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.tables.base import Base


class GroupAddress(Base):
    """One address. It is made of the nonce and the deployment's secret; its hash finds it; deleting the row ends it."""

    __tablename__ = "group_addresses"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[str] = mapped_column(primary_key=True)
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]
