"""The situation of a record: its newest known state and its surroundings, for the rules to look at."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.situation import Record, Situation
from services.notifications.tables import (
    BY_AGGREGATE,
    KnownCall,
    KnownGroup,
    KnownMeeting,
    KnownParticipation,
    KnownReserveDate,
    Mail,
    Message,
)
from shared.bus import NotYet

OF_A_GROUP = ("registration", "meeting", "meeting_series", "poll", "agreement", "idea", "bulletin", "group")


def situation(session: Session, aggregate: str, record_id: UUID) -> Situation | None:
    """What is known now of a record; None when it is gone. Raises NotYet while something of it has not arrived."""
    record = _record(session, BY_AGGREGATE[aggregate], record_id)
    if record is None:
        return None
    group = _group(session, aggregate, record)
    call = _call(session, (group or record).get("call_id"))
    if group is None:
        return Situation(aggregate, record, record["organisation"], call=call)
    _require_replacement(session, record)
    return Situation(
        aggregate,
        record,
        record["organisation"],
        group,
        call,
        tuple(_records(session, KnownMeeting, group["id"])),
        tuple(_records(session, KnownReserveDate, group["id"])),
        frozenset(_absent(session, record)) if aggregate == "meeting" else frozenset(),
        frozenset(_told_of_cancellation(session, record_id)) if aggregate == "meeting" else frozenset(),
    )


def _record(session: Session, table: type[Any], record_id: UUID) -> Record | None:
    row = session.get(table, record_id)
    return row.state() or None if row else None


def _group(session: Session, aggregate: str, record: Record) -> Record | None:
    if aggregate not in OF_A_GROUP or not record.get("group_id", record["id"]):
        return None
    group_id = record.get("offered_group_id") or record.get("group_id") or record["id"]
    group = record if aggregate == "group" else _record(session, KnownGroup, group_id)
    if group is None:
        raise NotYet(KnownGroup.contract, group_id)
    return group


def _call(session: Session, call_id: UUID | None) -> Record | None:
    if call_id is None:
        return None
    call = _record(session, KnownCall, call_id)
    if call is None:
        raise NotYet(KnownCall.contract, call_id)
    return call


def _require_replacement(session: Session, record: Record) -> None:
    replacement = record.get("replaced_by")
    if replacement and session.get(KnownMeeting, replacement) is None:
        raise NotYet(KnownMeeting.contract, replacement)


def _records(session: Session, table: type[Any], group_id: UUID) -> Iterator[Record]:
    rows = session.scalars(select(table).where(table.group_id == group_id, ~table.gone).order_by(table.id))
    return (row.state() for row in rows)


def _absent(session: Session, meeting: Record) -> Iterator[UUID]:
    for participation in _records(session, KnownParticipation, meeting["group_id"]):
        for each in participation["attendances"]:
            if each["meeting_id"] == meeting["id"] and each["status"] == "absent_notified":
                yield participation["person_id"]


def _told_of_cancellation(session: Session, meeting_id: UUID) -> Iterator[UUID]:
    sent = select(Message.person_id).join(Mail).where(Message.record_id == meeting_id, Message.kind == "N28_29")
    return iter(session.scalars(sent.where(Mail.state == "sent")).all())
