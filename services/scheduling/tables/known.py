"""The groups that registration told of, and how somebody stands to one."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.registration import GroupV1
from shared.database import Projected
from shared.people import Person


class KnownGroup(Projected, Base):
    """A group as registration last told of it; members and mentors are read from here at every request."""

    __tablename__ = "known_groups"
    contract: ClassVar[type[Aggregate]] = GroupV1

    member_ids: Mapped[list[UUID]] = mapped_column(server_default="{}")
    mentor_ids: Mapped[list[UUID]] = mapped_column(server_default="{}")

    __table_args__ = (
        Index("ix_known_groups_member_ids", "member_ids", postgresql_using="gin"),
        Index("ix_known_groups_mentor_ids", "mentor_ids", postgresql_using="gin"),
    )

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {key: [UUID(each) for each in data.get(key, ())] for key in ("member_ids", "mentor_ids")}

    @property
    def usual_minutes(self) -> int:
        """The usual length of a meeting."""
        return int(self.data["meeting_minutes"])


def identities(session: Session, person_id: UUID) -> set[UUID]:
    """All ids under which a person may stand in a group: their own, and those that turned out to be theirs."""
    found = session.scalars(select(Person.id).where(or_(Person.id == person_id, Person.same_as == person_id)))
    return {person_id, *found}
