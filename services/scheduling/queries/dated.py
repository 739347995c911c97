"""The dates of many groups at once, as the rules need them: a fixed number of questions, however many groups."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.scheduling.domain import meetings as meeting_rules
from services.scheduling.domain import reserve_dates as reserve_rules
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Agreement, AgreementAnswer, Booking, Meeting, ReserveDate
from shared.clock import local_date
from shared.work import UnitOfWork

SLOT = ("date", "start", "end")
OF_MEETING = ("id", "number", "state_", *SLOT, "sequence", "replaces", "replaced_by", "reserve_date_id")
WHERE = ("group_id", "version", "venue", "remote_url")


@dataclass
class Dates:
    """Meetings and reserve dates of one group by date; `where`: venue and link of each meeting; the newest version."""

    meetings: list[meeting_rules.Meeting] = field(default_factory=list)
    reserves: list[reserve_rules.ReserveDate] = field(default_factory=list)
    where: dict[UUID, tuple[dict[str, Any] | None, str | None]] = field(default_factory=dict)
    version: int = 0


def dates_of(work: UnitOfWork, group_ids: Collection[UUID]) -> dict[UUID, Dates]:
    """The dates of each group that is asked for."""
    found = {each: Dates() for each in group_ids}
    _add_meetings(work, found)
    _add_reserve_dates(work, found)
    return found


def refused_on(work: UnitOfWork, group_ids: Collection[UUID]) -> dict[UUID, date]:
    """When somebody last refused the agreement, of groups in which somebody does; never who, or why (dossier H31)."""
    statement = select(Agreement.group_id, func.max(AgreementAnswer.at)).join(
        AgreementAnswer, AgreementAnswer.agreement_id == Agreement.id
    )
    standing = (Agreement.declined > 0) & (Agreement.state_ != "ended") & ~AgreementAnswer.accepted
    chosen = statement.where(standing, Agreement.group_id.in_(group_ids)).group_by(Agreement.group_id)
    return {group: local_date(at) for group, at in work.session.execute(chosen)}


def _add_meetings(work: UnitOfWork, found: dict[UUID, Dates]) -> None:
    columns = [getattr(Meeting, each) for each in (*OF_MEETING, *WHERE)]
    booked = Meeting.id.in_(select(Booking.meeting_id)) | (Meeting.mentor_ids == [])
    statement = select(*columns, booked).where(Meeting.group_id.in_(found)).order_by(Meeting.date, Meeting.number)
    for row in work.session.execute(statement):
        id_, number, state, date, start, end, sequence, replaces, replaced_by, reserve, *rest = row
        group, version, venue, remote_url, has_time = rest
        dates, slot = found[group], Slot(date, start, end)
        dates.meetings.append(
            meeting_rules.Meeting(id_, number, state, slot, sequence, replaces, replaced_by, reserve, has_time)
        )
        dates.where[id_] = (venue, remote_url)
        dates.version = max(dates.version, version)


def _add_reserve_dates(work: UnitOfWork, found: dict[UUID, Dates]) -> None:
    columns = [getattr(ReserveDate, each) for each in ("id", "state_", *SLOT, "sequence", "replaces")]
    statement = select(*columns, ReserveDate.group_id, ReserveDate.version).where(ReserveDate.group_id.in_(found))
    for row in work.session.execute(statement.order_by(ReserveDate.date)):
        id_, state, date, start, end, sequence, replaces, group, version = tuple(row)
        found[group].reserves.append(reserve_rules.ReserveDate(id_, state, Slot(date, start, end), sequence, replaces))
        found[group].version = max(found[group].version, version)
