"""Those who look for a partner: on the list for others, or with a request for help to the project manager."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.shadowing.tables.rows import Base
from shared.contracts import Aggregate
from shared.contracts.shadowing import PairSearchV1
from shared.database import Published


class PairSearch(Published, Base):
    """One person's search in one call. `wish` is shown on the list and is never published."""

    __tablename__ = "pair_searches"
    contract: ClassVar[type[Aggregate]] = PairSearchV1

    call_id: Mapped[UUID]
    person_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    state_name: Mapped[str] = mapped_column("state")
    listed: Mapped[bool]
    help_wanted: Mapped[bool]
    wish: Mapped[str | None]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_pair_searches_looking", "call_id", "person_id", unique=True, postgresql_where=text("state = 'looking'")
        ),
    )

    def state(self) -> dict[str, Any]:
        return {
            "call_id": self.call_id,
            "person_id": self.person_id,
            "contact_id": self.contact_id,
            "state": self.state_name,
            "listed": self.listed,
            "help_wanted": self.help_wanted,
        }

    def people_named(self) -> Iterable[UUID]:
        return [each for each in (self.person_id, self.contact_id) if each]
