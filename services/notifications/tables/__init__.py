"""Messages, mails and preferences, and what is known of the records that people are told of.

A message exists once for a kind, what it is about, which occurrence of it, and a person; the database sees to it.
Of the mails that wait, one person has at most one in each bundle of a letter.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.contracts import Aggregate
from shared.contracts.agreements import AgreementV1
from shared.contracts.bulletins import BulletinV1
from shared.contracts.registration import CallV1, GroupV1, IdeaV1, RegistrationV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1, PlacementV1, PollV1, ReserveDateV1
from shared.contracts.shadowing import PairSearchV1, PeriodV1
from shared.database import Projected, service_base

Base: Any = service_base()

WAITING = text("state = 'waiting'")
ON_ITS_WAY = ("waiting", "retrying", "sending")


class Mail(Base):
    """One letter to one person. States: waiting, sending, retrying, sent, failed, stopped, needless.

    Only a mail that is `waiting` takes further messages; once claimed it goes out, or not, as it is.
    `due_at` and `sent_at` are domain time; `retry_at` and `claimed_at` real time.
    """

    __tablename__ = "mails"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation: Mapped[str]
    person_id: Mapped[UUID]
    kind: Mapped[str]
    letter: Mapped[str]
    bundle: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="waiting")
    due_at: Mapped[datetime]
    subject: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    retry_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    reason: Mapped[str | None]

    messages: Mapped[list["Message"]] = relationship(back_populates="mail", order_by="Message.occurred_at")

    @classmethod
    def is_due(cls, now: datetime) -> ColumnElement[bool]:
        """Mails that should have left by now, whether or not they may be tried this moment."""
        return cls.state.in_(ON_ITS_WAY) & (cls.due_at <= now)

    __table_args__ = (
        Index("uq_mails_waiting", "person_id", "letter", "bundle", unique=True, postgresql_where=WAITING),
        Index("ix_mails_due_at", "due_at", postgresql_where=text("state IN ('waiting', 'retrying', 'sending')")),
        Index("ix_mails_person_id_sent_at", "person_id", "sent_at"),
        Index("ix_mails_failed", "organisation", postgresql_where=text("state = 'failed'")),
    )


class Message(Base):
    """One rule applied to one occasion and one person; `key_id` and `key_version` say which occurrence it was."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("mails.id"), index=True)
    act_id: Mapped[UUID] = mapped_column(index=True)
    organisation: Mapped[str]
    kind: Mapped[str]
    aggregate: Mapped[str]
    record_id: Mapped[UUID]
    occasion: Mapped[str]
    occurred_at: Mapped[datetime]
    key_id: Mapped[UUID]
    key_version: Mapped[int]
    person_id: Mapped[UUID]
    stopped: Mapped[bool] = mapped_column(server_default=false())

    mail: Mapped[Mail | None] = relationship(back_populates="messages")

    __table_args__ = (
        UniqueConstraint("kind", "key_id", "key_version", "person_id", name="uq_messages_once"),
        Index("ix_messages_record_id_kind", "record_id", "kind"),
    )


class Preference(Base):
    """What a person has chosen. Without a row reminders come, and calendar entries do not."""

    __tablename__ = "preferences"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    reminders: Mapped[bool] = mapped_column(server_default=true())
    invitations: Mapped[bool] = mapped_column(server_default=false())


class _OfGroup(Projected):
    """A record that belongs to a group and is looked for by it."""

    group_id: Mapped[UUID | None] = mapped_column(index=True)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"group_id": UUID(data["group_id"]) if data["group_id"] else None}


class KnownCall(Projected, Base):
    __tablename__ = "known_calls"
    contract: ClassVar[type[Aggregate]] = CallV1


class KnownGroup(Projected, Base):
    __tablename__ = "known_groups"
    contract: ClassVar[type[Aggregate]] = GroupV1


class KnownRegistration(Projected, Base):
    __tablename__ = "known_registrations"
    contract: ClassVar[type[Aggregate]] = RegistrationV1


class KnownMeeting(_OfGroup, Base):
    __tablename__ = "known_meetings"
    contract: ClassVar[type[Aggregate]] = MeetingV1


class KnownReserveDate(_OfGroup, Base):
    __tablename__ = "known_reserve_dates"
    contract: ClassVar[type[Aggregate]] = ReserveDateV1


class KnownSeries(Projected, Base):
    __tablename__ = "known_series"
    contract: ClassVar[type[Aggregate]] = MeetingSeriesV1


class KnownParticipation(_OfGroup, Base):
    __tablename__ = "known_participations"
    contract: ClassVar[type[Aggregate]] = ParticipationV1


class KnownPairSearch(Projected, Base):
    __tablename__ = "known_pair_searches"
    contract: ClassVar[type[Aggregate]] = PairSearchV1


class KnownPoll(_OfGroup, Base):
    __tablename__ = "known_polls"
    contract: ClassVar[type[Aggregate]] = PollV1


class KnownPlacement(Projected, Base):
    __tablename__ = "known_placements"
    contract: ClassVar[type[Aggregate]] = PlacementV1


class KnownAgreement(_OfGroup, Base):
    __tablename__ = "known_agreements"
    contract: ClassVar[type[Aggregate]] = AgreementV1


class KnownIdea(_OfGroup, Base):
    __tablename__ = "known_ideas"
    contract: ClassVar[type[Aggregate]] = IdeaV1


class KnownBulletin(Projected, Base):
    __tablename__ = "known_bulletins"
    contract: ClassVar[type[Aggregate]] = BulletinV1


class KnownPeriod(Projected, Base):
    __tablename__ = "known_periods"
    contract: ClassVar[type[Aggregate]] = PeriodV1


KNOWN: tuple[type[Any], ...] = (
    KnownCall,
    KnownGroup,
    KnownRegistration,
    KnownMeeting,
    KnownReserveDate,
    KnownSeries,
    KnownParticipation,
    KnownPairSearch,
    KnownPoll,
    KnownPlacement,
    KnownAgreement,
    KnownIdea,
    KnownBulletin,
    KnownPeriod,
)
BY_AGGREGATE: dict[str, type[Any]] = {table.contract.aggregate: table for table in KNOWN}
