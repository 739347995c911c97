"""A group's agreement and plan. Texts stay here: events say that there are some, who is asked, and public themes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.scheduling.domain.plan import PUBLIC
from services.scheduling.tables.base import Base
from services.scheduling.tables.series import Series
from shared.contracts import Aggregate
from shared.contracts.agreements import AgreementV1, GroupPlanV1
from shared.database import Published


class Agreement(Published, Base):
    """The agreement of one group. `number` is the newest ever proposed: none is used twice."""

    __tablename__ = "agreements"
    contract: ClassVar[type[Aggregate]] = AgreementV1

    group_id: Mapped[UUID] = mapped_column(ForeignKey("series.id"), unique=True)
    call_id: Mapped[UUID]
    state_: Mapped[str] = mapped_column("state")
    number: Mapped[int]
    in_force_number: Mapped[int | None]
    in_force_on: Mapped[dt.date | None] = mapped_column(Date)
    waiting_ids: Mapped[list[UUID]]
    declined: Mapped[int]
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    revision: Mapped[int]

    versions: Mapped[list["AgreementVersion"]] = relationship(
        order_by="AgreementVersion.number", cascade="all, delete-orphan", lazy="selectin"
    )
    series: Mapped[Series] = relationship(viewonly=True)

    def state(self) -> dict[str, Any]:
        same = ("group_id", "call_id", "in_force_on", "waiting_ids", "declined")
        number = self.asked.number if self.asked else 0
        return {field: getattr(self, field) for field in same} | {"state": self.state_, "number": number}

    def people_named(self) -> Iterable[UUID]:
        return self.waiting_ids

    @property
    def asked(self) -> "AgreementVersion | None":
        """The version that people are asked to accept: the proposed one, else the one in force."""
        return self.version_of(self.number) or self.in_force

    @property
    def in_force(self) -> "AgreementVersion | None":
        return self.version_of(self.in_force_number)

    def version_of(self, number: int | None) -> "AgreementVersion | None":
        return next((each for each in self.versions if each.number == number), None)


class AgreementVersion(Base):
    """A text as it was proposed, with what everybody said to it."""

    __tablename__ = "agreement_versions"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[dict[str, Any]] = mapped_column(JSONB)
    proposed_at: Mapped[dt.datetime]
    in_force_on: Mapped[dt.date | None] = mapped_column(Date)

    answers: Mapped[list["AgreementAnswer"]] = relationship(
        order_by="AgreementAnswer.at", cascade="all, delete-orphan", lazy="selectin"
    )


class AgreementAnswer(Base):
    """One person's answer to one version."""

    __tablename__ = "agreement_answers"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    accepted: Mapped[bool]
    at: Mapped[dt.datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["agreement_id", "number"],
            ["agreement_versions.agreement_id", "agreement_versions.number"],
            name="fk_agreement_answers_version",
            ondelete="CASCADE",
        ),
    )


def has_accepted(session: Session, series: Series, own: Iterable[UUID]) -> bool:
    """Whether somebody in the group may read its plan: a newcomer accepts the agreement in force first (H30)."""
    agreement = session.scalar(select(Agreement).where(Agreement.group_id == series.id))
    if agreement is None or agreement.in_force is None or agreement.state_ == "ended":
        return True
    versions = {each.number: each for each in (agreement.in_force, agreement.asked) if each}
    ids = set(own)
    return any(each.accepted and each.person_id in ids for one in versions.values() for each in one.answers)


class Plan(Published, Base):
    """The plan of one group; its id is the group's."""

    __tablename__ = "plans"
    contract: ClassVar[type[Aggregate]] = GroupPlanV1

    call_id: Mapped[UUID]
    state_: Mapped[str] = mapped_column("state")
    agreed_on: Mapped[dt.date | None] = mapped_column(Date)
    revision: Mapped[int]
    uniting_theme: Mapped[str | None]
    desired_outcome: Mapped[str | None]
    questions: Mapped[list[str]] = mapped_column(JSONB)
    methods: Mapped[list[str]] = mapped_column(JSONB)
    idea_session: Mapped[int | None]

    themes: Mapped[list["Theme"]] = relationship(
        order_by="(Theme.meeting_number.nulls_last(), Theme.position)", cascade="all, delete-orphan", lazy="selectin"
    )

    def state(self) -> dict[str, Any]:
        public = self.state_ in PUBLIC
        shown = [each for each in self.themes if each.public] if public else []
        return {
            "call_id": self.call_id,
            "state": self.state_,
            "agreed_on": self.agreed_on,
            "uniting_theme": self.uniting_theme if public else None,
            "themes": [{"title": each.title, "meeting_number": each.meeting_number} for each in shown],
            "idea_session": self.idea_session if public else None,
        }

    def people_named(self) -> Iterable[UUID]:
        return ()


class Theme(Base):
    """What a group will work on, in which meeting, and who prepares it."""

    __tablename__ = "plan_themes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    meeting_number: Mapped[int | None]
    prepared_by: Mapped[UUID | None]
    public: Mapped[bool]
