"""Setting clock times: those that were left open, or those that must change."""

from datetime import time
from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.booking import book, release
from services.scheduling.commands.loading import locked_meeting, locked_series, require_lead, require_open
from services.scheduling.commands.schedule import keep_reserve_date, start_timers
from services.scheduling.domain import meetings as rules
from services.scheduling.domain.errors import NothingToSet
from services.scheduling.domain.slots import Slot, checked
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.work import UnitOfWork


def set_series_times(work: UnitOfWork, group_id: UUID, start: time, end: time) -> Series:
    """Give every coming meeting and waiting reserve date of a group the same times: one notice for all."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    coming = [each for each in _scheduled(work, series) if work.now < each.slot.ends_at]
    if not coming:
        raise NothingToSet()
    changed = [each for each in coming if each.slot != Slot(each.date, start, end)]
    for each in changed:
        release(work, each)
    for each in changed:
        _set(work, each, Slot(each.date, start, end))
    _set_reserve_dates(work, series, start, end)
    if changed:
        work.emit("series_times_confirmed", series)
    return series


def set_meeting_time(work: UnitOfWork, meeting_id: UUID, start: time, end: time) -> Meeting:
    """Give one meeting its times."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    require_open(series)
    if meeting.slot != Slot(meeting.date, start, end):
        _set(work, meeting, Slot(meeting.date, start, end))
    return meeting


def _set(work: UnitOfWork, meeting: Meeting, slot: Slot) -> None:
    meeting.state_ = rules.after(meeting.state_, "set_time")
    work.record_history(
        meeting, "time_set", start=str(meeting.start), end=str(meeting.end), to=f"{slot.start}-{slot.end}"
    )
    meeting.slot = checked(slot, after=work.now)
    meeting.sequence += 1
    book(work, meeting)
    start_timers(work, meeting)
    work.emit("meeting_time_confirmed", meeting)


def _set_reserve_dates(work: UnitOfWork, series: Series, start: time, end: time) -> None:
    waiting = (ReserveDate.group_id == series.id) & (ReserveDate.state_ == "held_available")
    for each in work.session.scalars(select(ReserveDate).where(waiting)):
        slot = Slot(each.date, start, end)
        if each.slot != slot and work.now < slot.starts_at:
            each.slot = slot
            each.sequence += 1
            keep_reserve_date(work, each)
            work.emit("reserve_date_held", each)


def _scheduled(work: UnitOfWork, series: Series) -> list[Meeting]:
    statement = select(Meeting).where(Meeting.group_id == series.id, Meeting.state_ == "scheduled")
    return list(work.session.scalars(statement.order_by(Meeting.date)))
