"""What registration told of: groups and who stands how to them; calls, and who registered to those placed together."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.scheduling.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.people import ConsiderationV1
from shared.contracts.registration import CallV1, GroupV1, RegistrationV1
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

    @property
    def is_cancelled(self) -> bool:
        """Cancelled, or merged into another."""
        return self.data.get("state") == "cancelled"


class KnownCall(Projected, Base):
    """A call as registration last told of it."""

    __tablename__ = "known_calls"
    contract: ClassVar[type[Aggregate]] = CallV1


class KnownRegistration(Projected, Base):
    """A registration as registration last told of it: what a placement starts from."""

    __tablename__ = "known_registrations"
    contract: ClassVar[type[Aggregate]] = RegistrationV1

    call_id: Mapped[UUID | None] = mapped_column(index=True)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"call_id": UUID(data["call_id"]) if data else None}


class KnownConsideration(Projected, Base):
    """What a person allowed to be considered in a placement; shown nowhere. Its id is the person's."""

    __tablename__ = "known_considerations"
    contract: ClassVar[type[Aggregate]] = ConsiderationV1


def known_mentors(session: Session) -> set[UUID]:
    """Everybody who leads, or has led, a group."""
    led: list[list[UUID]] = list(session.scalars(select(KnownGroup.mentor_ids)))
    return {each for mentors in led for each in mentors}


def identities(session: Session, person_id: UUID | None) -> set[UUID]:
    """All ids under which a person may stand in a group: their own, and those that turned out to be theirs.

    None, who is nobody, has none.
    """
    if person_id is None:
        return set()
    found = session.scalars(select(Person.id).where(or_(Person.id == person_id, Person.same_as == person_id)))
    return {person_id, *found}
