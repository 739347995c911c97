"""What those who run a call have written to its people: who, when, what and to whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.bulletins import BulletinV1
from shared.database.mixins import Published


class Bulletin(Published, Base):
    """A message to people of a call by their role; never changed once sent."""

    __tablename__ = "bulletins"
    contract: ClassVar[type[Aggregate]] = BulletinV1

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id"))
    audience: Mapped[str]
    sent_by: Mapped[UUID] = mapped_column(index=True)
    sent_at: Mapped[datetime]
    subject: Mapped[str]
    text: Mapped[str]
    receiver_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))

    def state(self) -> dict[str, Any]:
        names = ("call_id", "group_id", "audience", "sent_by", "subject", "text", "receiver_ids")
        return {name: getattr(self, name) for name in names}

    def people_named(self) -> Iterable[UUID]:
        return [self.sent_by, *self.receiver_ids]
