"""Periods with their parties, every saved version of their forms, follow-ups, sharing; the calls they belong to.

What people write is in `form_versions`, `followups`, `sharings`, `parties.comment` and `periods.decision`: it is
never published.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.shadowing.domain.days import Day
from services.shadowing.domain.process import ASKED
from services.shadowing.tables.days import PUBLISHED_OF_A_DAY, day_from, day_kept
from shared.contracts import Aggregate
from shared.contracts.registration import CallV1
from shared.contracts.shadowing import PeriodV1
from shared.database import Projected, Published, service_base

Base: Any = service_base()


class Party(Base):
    """One of the two: position 0 sent the invitation, position 1 was invited."""

    __tablename__ = "parties"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[UUID] = mapped_column(index=True)
    organisation: Mapped[str]
    role: Mapped[str] = mapped_column(server_default=text("'mutual'"), default="mutual")
    joined_at: Mapped[datetime | None]
    accepted_plan: Mapped[int | None]  # the version that this party has accepted
    accepted_goals: Mapped[int | None]
    supervisor_id: Mapped[UUID | None] = mapped_column(index=True)
    supervisor_named: Mapped[bool] = mapped_column(server_default=text("false"), default=False)  # by the party
    supports: Mapped[str | None]
    took_part: Mapped[bool | None]
    comment: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    followup_at: Mapped[datetime | None]

    def state(self) -> dict[str, Any]:
        """The contract's fields of a party."""
        return {
            "person_id": self.person_id,
            "organisation": self.organisation,
            "role": self.role,
            "supervisor_id": self.supervisor_id,
            "supervisor_supports": self.supports,
            "followup_submitted": self.followup_at is not None,
        }


class Period(Published, Base):
    """A pair period. `before` is the state from which it was withdrawn."""

    __tablename__ = "periods"
    contract: ClassVar[type[Aggregate]] = PeriodV1

    call_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    scope: Mapped[str]
    state_name: Mapped[str] = mapped_column("state", index=True)
    before: Mapped[str | None]
    stage: Mapped[int]
    decider_id: Mapped[UUID | None]
    shape: Mapped[str | None]
    reporting_year: Mapped[int]
    planned_days: Mapped[list[dict[str, Any]]] = mapped_column("days", server_default=text("'[]'"), default=list)
    days_granted: Mapped[int | None]
    supervisors_asked: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    additional_colleagues: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    submitted_on: Mapped[date | None]
    goals_due_on: Mapped[date | None]
    followup_due_on: Mapped[date | None]
    goals_sent: Mapped[dict[str, Any] | None]  # when, and to whom
    started_because: Mapped[str | None]  # why without the goals form
    completed_at: Mapped[datetime | None]
    decision: Mapped[dict[str, Any] | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    in_reserve_since: Mapped[datetime | None]  # approved, were there a place
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]
    asked_version: Mapped[int | None]  # version of the plan about which the pair was asked
    clarification_due_on: Mapped[date | None]
    mid_term_on: Mapped[date | None]
    mid_term_checked_on: Mapped[date | None]
    interrupted_on: Mapped[date | None]
    interruption: Mapped[str | None]
    amendment: Mapped[dict[str, Any] | None]  # a change that is being accepted; what it says is in form_versions
    former: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"), default=list)  # who left the pair
    invited_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(server_default=text("0"), default=0)  # SEQUENCE of its days in calendars
    parties: Mapped[list[Party]] = relationship(order_by=Party.position, lazy="selectin", cascade="all, delete-orphan")

    @hybrid_property
    def is_in_reserve(self) -> bool:
        """Whether it is approved, were there a place, and waits for one in its turn (H46)."""
        return self.in_reserve_since is not None and self.state_name in ASKED

    @is_in_reserve.inplace.expression
    @classmethod
    def _in_reserve(cls) -> ColumnElement[bool]:
        return cls.in_reserve_since.is_not(None) & cls.state_name.in_(ASKED)

    @property
    def formed(self) -> bool:
        """Whether both have joined."""
        return all(each.joined_at for each in self.parties)

    @property
    def days(self) -> tuple[Day, ...]:
        """The planned days by date."""
        return tuple(day_from(each) for each in self.planned_days)

    @days.setter
    def days(self, days: Iterable[Day]) -> None:
        self.planned_days = [day_kept(day) for day in sorted(days, key=lambda day: day.date)]

    @property
    def goals_missing(self) -> bool:
        """Whether it was started without its goals, and they have not come since."""
        happened = {name: each["version"] for name, each in (self.occasions or {}).items()}
        return self.started_because is not None and happened.get("goals_reported", 0) < happened.get(
            "period_started", 0
        )

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates of the planned days."""
        return tuple(day.date for day in self.days)

    def state(self) -> dict[str, Any]:
        return {
            "call_id": self.call_id,
            "kind": self.kind,
            "scope": self.scope,
            "state": self.state_name,
            "stage": self.stage,
            "decider_id": self.decider_id,
            "parties": [each.state() for each in self.parties],
            "shape": self.shape,
            "reporting_year": self.reporting_year,
            "days": [{name: getattr(day, name) for name in PUBLISHED_OF_A_DAY} for day in self.days],
            "days_granted": self.days_granted,
            "additional_colleagues": self.additional_colleagues,
            "supervisors_asked": self.supervisors_asked,
            "former_party_ids": sorted({UUID(each["person_id"]) for each in self.former or ()}),
            "clarification_due_on": self.clarification_due_on,
            "amendment": self.amendment["state"] if self.amendment else None,
            "mid_term_on": self.mid_term_on,
            "mid_term_checked_on": self.mid_term_checked_on,
            "interrupted_on": self.interrupted_on,
            "interruption": self.interruption,
            "goals_due_on": self.goals_due_on,
            "followup_due_on": self.followup_due_on,
            "started_without_goals": self.started_because is not None,
        }

    def people_named(self) -> Iterable[UUID]:
        named = [self.decider_id, *(UUID(each["person_id"]) for each in self.former or ())]
        for each in self.parties:
            named += [each.person_id, each.supervisor_id]
        return [each for each in named if each]


class FormVersion(Base):
    """A version of the plan or of the goals form as it was saved; never changed afterwards."""

    __tablename__ = "form_versions"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id", ondelete="CASCADE"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    saved_by: Mapped[UUID]
    saved_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class Followup(Base):
    """One party's follow-up form; `goals` are those that it answers for, as they stood then."""

    __tablename__ = "followups"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    submitted_at: Mapped[datetime]
    goals: Mapped[list[str]] = mapped_column(server_default=text("'{}'"), default=list)
    content: Mapped[dict[str, Any]]


class Sharing(Base):
    """How one party has shared what was learned."""

    __tablename__ = "sharings"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class KnownCall(Projected, Base):
    """A call, of registration; only shadowing calls matter here."""

    __tablename__ = "known_calls"
    contract: ClassVar[type[Aggregate]] = CallV1

    kind: Mapped[str | None]

    __table_args__ = (Index("ix_known_calls_kind", "kind"),)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"kind": data.get("kind")}
