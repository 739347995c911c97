"""What other services published, as registration knows it."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from services.registration.tables.base import Base
from shared.contracts import Aggregate
from shared.contracts.people import IntroductionV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1, PlacementV1, ReserveDateV1
from shared.contracts.shadowing import PERIODS_ENDED, PeriodV1
from shared.database.mixins import Projected


class KnownSeries(Projected, Base):
    """A group's series of meetings, as scheduling published it; its id is the group's id."""

    __tablename__ = "known_series"
    contract: ClassVar[type[Aggregate]] = MeetingSeriesV1

    series_state: Mapped[str] = mapped_column(default="")

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"series_state": data.get("state", "")}


class KnownParticipation(Projected, Base):
    """A person's attendance in a group, as scheduling published it."""

    __tablename__ = "known_participations"
    contract: ClassVar[type[Aggregate]] = ParticipationV1

    group_id: Mapped[UUID | None] = mapped_column(index=True)
    person_id: Mapped[UUID | None]
    attended: Mapped[int] = mapped_column(default=0)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            return {"group_id": None, "person_id": None, "attended": 0}
        attended = sum(each["status"] in {"present", "partial"} for each in data["attendances"])
        return {"group_id": UUID(data["group_id"]), "person_id": UUID(data["person_id"]), "attended": attended}


class _OfGroup(Projected):
    """A record of one group."""

    group_id: Mapped[UUID | None] = mapped_column(index=True)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"group_id": UUID(data["group_id"])}


class KnownMeeting(_OfGroup, Base):
    """A meeting as it stands, from the group's confirmation on."""

    __tablename__ = "known_meetings"
    contract: ClassVar[type[Aggregate]] = MeetingV1


class KnownReserveDate(_OfGroup, Base):
    """A reserve date as it stands, from the group's confirmation on."""

    __tablename__ = "known_reserve_dates"
    contract: ClassVar[type[Aggregate]] = ReserveDateV1


class KnownPeriod(Projected, Base):
    """A pair period as shadowing published it: in which call, who, and whether it has ended."""

    __tablename__ = "known_periods"
    contract: ClassVar[type[Aggregate]] = PeriodV1

    call_id: Mapped[UUID | None] = mapped_column(index=True)
    party_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    ended: Mapped[bool] = mapped_column(default=False)

    @property
    def begun(self) -> bool:
        """Whether its first day has come."""
        return "period_started" in (self.data or {}).get("occasions", ())

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        call_id, parties = data.get("call_id"), data.get("parties", ())
        return {
            "call_id": UUID(call_id) if call_id else None,
            "party_ids": [UUID(each["person_id"]) for each in parties],
            "ended": data.get("state") in PERIODS_ENDED,
        }


class KnownIntroduction(Projected, Base):
    """Somebody whom another service met first."""

    __tablename__ = "known_introductions"
    contract: ClassVar[type[Aggregate]] = IntroductionV1


class KnownPlacement(Projected, Base):
    """The groups of a call that are put together, as its coordinator confirmed them in scheduling."""

    __tablename__ = "known_placements"
    contract: ClassVar[type[Aggregate]] = PlacementV1
