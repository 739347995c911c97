"""Placement proposals: one for each call whose groups are put together; people are published once confirmed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.domain.placement.board import Proposed
from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.scheduling import PlacementV1
from shared.database import Published


class Placement(Published, Base):
    """The proposal of a call. `groups` is what the coordinator works on, `confirmed` what has been published."""

    __tablename__ = "placements"
    contract: ClassVar[type[Aggregate]] = PlacementV1

    call_id: Mapped[UUID] = mapped_column(unique=True)
    state_: Mapped[str] = mapped_column("state")
    revision: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[dt.datetime]
    by_itself: Mapped[bool] = mapped_column(server_default=false(), default=False)
    stop_asked: Mapped[bool] = mapped_column(server_default=false(), default=False)
    mentors: Mapped[dict[str, list[str]]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    groups: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    unplaced: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    confirmed: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    confirmed_at: Mapped[dt.datetime | None]

    def state(self) -> dict[str, Any]:
        return {
            "call_id": self.call_id,
            "state": self.state_,
            "by_itself": self.by_itself,
            "placed": sum(len(each["people"]) for each in self.groups),
            "left": len(self.unplaced),
            "groups": [_published(each) for each in self.confirmed],
        }

    def people_named(self) -> Iterable[UUID]:
        led = [UUID(each["mentor"]) for each in self.confirmed if each["mentor"]]
        return [*led, *(UUID(person) for each in self.confirmed for person in each["people"])]

    @property
    def proposed(self) -> list[Proposed]:
        """The groups as the coordinator sees them."""
        return [Proposed.loaded(each) for each in self.groups]


def _published(group: dict[str, Any]) -> dict[str, Any]:
    return {
        "group_id": UUID(group["group"]),
        "slot": group["slot"],
        "mentor_id": UUID(group["mentor"]) if group["mentor"] else None,
        "member_ids": [UUID(each) for each in group["people"]],
    }
