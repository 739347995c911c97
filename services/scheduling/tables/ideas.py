"""Ideas that a group let out of its idea session; they name nobody."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.scheduling import ReleasedIdeaV1
from shared.database.mixins import Published


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


IDEA_FIELDS = ("group_id", "call_id", "theme", "idea_type", "need", "target_group", "proposed_way")
