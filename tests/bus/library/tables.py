"""Tables of the test service."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from shared.contracts.registration import GroupV1
from shared.contracts.reporting import VesoCreditV1
from shared.contracts.scheduling import ParticipationV1
from shared.database import Projected, Published, service_base

Base = service_base()


class KnownGroup(Projected, Base):
    __tablename__ = "known_groups"
    contract = GroupV1

    call_id: Mapped[UUID]

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"call_id": UUID(data["call_id"])}


class KnownParticipation(Projected, Base):
    __tablename__ = "known_participations"
    contract = ParticipationV1


class Letter(Base):
    """The effect of a confirmation. No unique constraint on purpose: tests count the rows."""

    __tablename__ = "letters"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID]
    occasion: Mapped[int]


class Seen(Base):
    """A read model: how many states of a group were applied."""

    __tablename__ = "seen"

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    times: Mapped[int]


class Credit(Published, Base):
    __tablename__ = "credits"
    contract = VesoCreditV1

    person_id: Mapped[UUID]
    days: Mapped[int]

    def state(self) -> dict[str, Any]:
        return {"person_id": self.person_id, "school_year": "2013-2014", "days": self.days, "meetings": 4 * self.days}

    def people_named(self) -> Iterable[UUID]:
        return (self.person_id,)
