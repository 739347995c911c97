"""Training needs and ideas, released by a group or entered here; they name no member of a group."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.registration import IdeaV1
from shared.contracts.scheduling import ReleasedIdeaV1
from shared.database.mixins import Projected, Published


class Idea(Published, Base):
    """An idea on its way from the release to what came of it."""

    __tablename__ = "ideas"
    contract: ClassVar[type[Aggregate]] = IdeaV1

    state_name: Mapped[str] = mapped_column("state", default="released")
    origin: Mapped[str]
    group_id: Mapped[UUID | None]
    period_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    theme: Mapped[str]
    idea_type: Mapped[str]
    need: Mapped[str]
    target_group: Mapped[str | None]
    proposed_way: Mapped[str | None]
    responsible_id: Mapped[UUID | None]
    term: Mapped[str | None]
    reason: Mapped[str | None]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("ideas.id"), index=True)
    became_call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id"), index=True)
    realised_name: Mapped[str | None]
    realised_from: Mapped[date | None] = mapped_column(Date)
    realised_to: Mapped[date | None] = mapped_column(Date)
    realised_place: Mapped[str | None]
    participants: Mapped[int | None]

    def state(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in IDEA_FIELDS} | {"state": self.state_name}

    def people_named(self) -> Iterable[UUID]:
        return [self.responsible_id] if self.responsible_id else []


IDEA_FIELDS = (
    "origin",
    "group_id",
    "period_id",
    "call_id",
    "theme",
    "idea_type",
    "need",
    "target_group",
    "proposed_way",
    "responsible_id",
    "term",
    "reason",
    "merged_into",
    "became_call_id",
    "realised_name",
    "realised_from",
    "realised_to",
    "realised_place",
    "participants",
)


class KnownIdea(Projected, Base):
    """An idea as a group released it."""

    __tablename__ = "known_ideas"
    contract: ClassVar[type[Aggregate]] = ReleasedIdeaV1
