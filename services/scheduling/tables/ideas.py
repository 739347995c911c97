"""Ideas of a group: those that it keeps to itself, and those that it let out; they name nobody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.scheduling import ReleasedIdeaV1
from shared.database.mixins import Published

WORDING = ("theme", "idea_type", "need", "target_group", "proposed_way")


class IdeaNote(Base):
    """An idea as its group keeps it; who wrote it is shown to nobody."""

    __tablename__ = "idea_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    state: Mapped[str]
    written_by: Mapped[UUID]
    written_at: Mapped[dt.datetime]
    theme: Mapped[str]
    idea_type: Mapped[str]
    need: Mapped[str]
    target_group: Mapped[str | None]
    proposed_way: Mapped[str | None]


class ReleasedIdea(Published, Base):
    """A training need or idea with the wording that the group made public."""

    __tablename__ = "released_ideas"
    contract: ClassVar[type[Aggregate]] = ReleasedIdeaV1

    group_id: Mapped[UUID] = mapped_column(index=True)
    call_id: Mapped[UUID]
    state_name: Mapped[str] = mapped_column("state", default="released")
    theme: Mapped[str]
    idea_type: Mapped[str]
    need: Mapped[str]
    target_group: Mapped[str | None]
    proposed_way: Mapped[str | None]

    def state(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in IDEA_FIELDS} | {"state": self.state_name}

    def people_named(self) -> Iterable[UUID]:
        return ()


IDEA_FIELDS = ("group_id", "call_id", *WORDING)
