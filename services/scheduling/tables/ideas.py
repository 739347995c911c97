"""Ideas of a group: those that it keeps to itself, and those that it let out; they name nobody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.registration import IdeaV1
from shared.contracts.scheduling import ReleasedIdeaV1
from shared.database.mixins import Projected, Published

OUTCOME = ("state", "reason", "term", "realised_name", "realised_from", "realised_place", "became_call_id")
WORDING = ("theme", "idea_type", "need", "target_group", "proposed_way")


class KnownIdea(Projected, Base):
    """What became of an idea, as registration last told; of ideas that no group let out nothing is kept."""

    __tablename__ = "known_ideas"
    contract: ClassVar[type[Aggregate]] = IdeaV1

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"data": {name: data.get(name) for name in OUTCOME} if data["group_id"] else {}}


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

    _known: Mapped[KnownIdea | None] = relationship(
        primaryjoin="foreign(IdeaNote.id) == KnownIdea.id", viewonly=True, lazy="joined"
    )

    @property
    def outcome(self) -> dict[str, Any] | None:
        """What those who plan training have done with it; None before they have begun, or once it was taken back."""
        found = self._known.data if self._known else {}
        if found.get("state") in (None, "released", "withdrawn"):
            return None
        first_day = found["realised_from"]
        return found | {"realised_from": dt.date.fromisoformat(first_day) if first_day else None}


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
