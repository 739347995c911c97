"""Lists of people on their way into the directory or to a call, and what each of them did to whom."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from services.registration.tables.base import Base


class StaffList(Base):
    """A list that was sent and looked through; its rows go when it has been brought in, or after its days.

    With `call_id` its people are registered to that call; `created` is then how many are.
    """

    __tablename__ = "staff_lists"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    sent_by: Mapped[UUID] = mapped_column(index=True)
    sent_at: Mapped[datetime]
    filename: Mapped[str]
    state_name: Mapped[str] = mapped_column("state")
    rows: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    problems: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]


class ListedCard(Base):
    """A card that a list made or changed, or somebody it registered: the line it came from, and which fields."""

    __tablename__ = "listed_cards"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("staff_lists.id", ondelete="CASCADE"), index=True)
    line: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(index=True)
    what: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
