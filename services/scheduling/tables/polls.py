"""Polls and their answers. Answers stay here: an event says who has answered, never what."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Time
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.scheduling.domain.ranking import Option
from services.scheduling.domain.slots import Slot
from services.scheduling.tables.base import Base
from services.scheduling.tables.series import Series
from shared.clock import HELSINKI
from shared.contracts import Aggregate
from shared.contracts.scheduling import PollV1
from shared.database import Published


class Poll(Published, Base):
    """A question to one group: which of these dates suit you?"""

    __tablename__ = "polls"
    contract: ClassVar[type[Aggregate]] = PollV1

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), index=True)
    state_: Mapped[str] = mapped_column("state")
    purpose: Mapped[str]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meetings.id"))
    mode: Mapped[str]
    answers_visible: Mapped[bool]
    quorum: Mapped[int]
    proposer_id: Mapped[UUID]
    opened_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime]
    chosen_ids: Mapped[list[UUID]]
    answered_ids: Mapped[list[UUID]]

    options: Mapped[list["PollOption"]] = relationship(
        order_by="(PollOption.date, PollOption.start)", cascade="all, delete-orphan", lazy="selectin"
    )
    answers: Mapped[list["PollAnswer"]] = relationship(
        order_by="PollAnswer.person_id", cascade="all, delete-orphan", lazy="selectin"
    )
    series: Mapped[Series] = relationship(viewonly=True)

    def state(self) -> dict[str, Any]:
        same = ("group_id", "purpose", "meeting_id", "proposer_id", "quorum", "closes_at", "answered_ids", "chosen_ids")
        found = {field: getattr(self, field) for field in same}
        return found | {"state": self.state_, "zone": HELSINKI.key, "options": [each.state() for each in self.options]}

    def people_named(self) -> Iterable[UUID]:
        return (self.proposer_id, *self.answered_ids)

    @property
    def facts(self) -> list[Option]:
        """The dates as the rules need them, the earliest first."""
        return sorted(each.fact for each in self.options)

    def answer_of(self, person_ids: Iterable[UUID]) -> "PollAnswer | None":
        """What one person, known by any of these ids, has answered so far."""
        known = set(person_ids)
        return next((each for each in self.answers if each.person_id in known), None)


class PollOption(Base):
    """One date that is asked about."""

    __tablename__ = "poll_options"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"), index=True)
    date: Mapped[dt.date] = mapped_column(Date)
    start: Mapped[dt.time] = mapped_column(Time)
    end: Mapped[dt.time] = mapped_column(Time)

    def state(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in ("id", "date", "start", "end")}

    @property
    def fact(self) -> Option:
        return Option(Slot(self.date, self.start, self.end), self.id)


class PollAnswer(Base):
    """One person's answers by date, and a wish that is forgotten 30 days after the end."""

    __tablename__ = "poll_answers"

    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    given: Mapped[dict[str, str]] = mapped_column(JSONB)
    wish: Mapped[str | None]
    answered_at: Mapped[dt.datetime]

    @property
    def by_option(self) -> dict[UUID, str]:
        """The answers by date."""
        return {UUID(key): value for key, value in self.given.items()}
