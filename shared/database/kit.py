"""The kit's own tables, in every service's database: outbox, failed events, timers, tombstones, audit and the rest.

They have a migration branch of their own (`shared/database/migrations`), which runs before the service's.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Date, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database.base import KitBase


class OutboxRow(KitBase):
    """An event that was committed and has not been confirmed by the broker yet."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    event_id: Mapped[UUID]
    exchange: Mapped[str]
    routing_key: Mapped[str]
    cc: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    held_until: Mapped[datetime | None]

    __table_args__ = (Index("ix_outbox_held_until", "held_until", postgresql_where=text("held_until IS NOT NULL")),)


class FailedEvent(KitBase):
    """An event, or a timer, that could not be dealt with; see `shared.bus.failures`."""

    __tablename__ = "failed_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    event_id: Mapped[str | None] = mapped_column(index=True)
    type: Mapped[str | None]
    aggregate: Mapped[str | None]
    subject: Mapped[str | None]
    organisation: Mapped[str | None]
    sender: Mapped[str | None]
    routing_key: Mapped[str | None]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    verdict: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    reason: Mapped[str]
    detail: Mapped[str] = mapped_column(server_default=text("''"))
    waits_for_aggregate: Mapped[str | None]
    waits_for_id: Mapped[UUID | None] = mapped_column(index=True)
    first_at: Mapped[datetime] = mapped_column(server_default=func.now())
    next_at: Mapped[datetime | None] = mapped_column(index=True)


class Timer(KitBase):
    """Something to be done when domain time reaches `due_at`."""

    __tablename__ = "timers"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    retry_at: Mapped[datetime | None]
    dead: Mapped[bool] = mapped_column(server_default=text("false"))
    reason: Mapped[str | None]


class TombstoneRow(KitBase):
    """A published record that is gone for good."""

    __tablename__ = "tombstones"

    stream: Mapped[str] = mapped_column(primary_key=True)
    aggregate: Mapped[str] = mapped_column(primary_key=True)
    major: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation: Mapped[str]
    version: Mapped[int]
    concerns: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))


class DomainClockRow(KitBase):
    """How far domain time is from real time; one row, only where the clock may be set."""

    __tablename__ = "domain_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offset_microseconds: Mapped[int]


class SignIn(KitBase):
    """A sign-in that was asked for by e-mail."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[UUID | None]
    link_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str]
    browser_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    language: Mapped[str]
    next_path: Mapped[str]


class UsedForm(KitBase):
    """A form token that has been used, and where its answer led."""

    __tablename__ = "used_forms"

    nonce: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str | None]
    used_at: Mapped[datetime]


class BusState(KitBase):
    """Facts and counters of this database's bus: `active_since`, `published`, `consumed`, ..."""

    __tablename__ = "bus_state"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class AuditRow(KitBase):
    """History: who did what to a record, and when (domain time)."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    record_type: Mapped[str]
    record_id: Mapped[UUID]
    organisation: Mapped[str | None]
    what: Mapped[str]
    who: Mapped[UUID | None]
    who_kind: Mapped[str]
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))

    __table_args__ = (Index("ix_audit_record_id_id", "record_id", "id"),)


class AccessRow(KitBase):
    """Somebody read cards of others: who, in what role (`role@organisation`), when, by which route, and whose."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    who: Mapped[UUID]
    organisation: Mapped[str]
    roles: Mapped[list[str]]
    route: Mapped[str]
    whose: Mapped[list[UUID]]
    organisations: Mapped[list[str]]

    __table_args__ = (
        Index("ix_access_log_at", "at"),
        Index("ix_access_log_whose", "whose", postgresql_using="gin"),
    )


class RetentionRun(KitBase):
    """What a night's run deleted or made anonymous, by table and class: numbers alone."""

    __tablename__ = "retention_runs"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    counted: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
