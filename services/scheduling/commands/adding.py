"""Further dates of a group that meets already: agreed on in the first meeting, by a poll, or written in by hand."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.scheduling.commands.booking import book
from services.scheduling.commands.loading import locked_series, require_lead, require_open
from services.scheduling.commands.schedule import keep_reserve_date, start_timers
from services.scheduling.commands.settling import settle
from services.scheduling.domain.poll_errors import DatesMissing
from services.scheduling.domain.slots import Slot
from services.scheduling.domain.slots import checked as checked_slot
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.work import UnitOfWork

MOST = 20


def add_dates(
    work: UnitOfWork,
    group_id: UUID,
    meetings: Iterable[Slot],
    reserve_date: Slot | None = None,
    venue: dict[str, Any] | None = None,
) -> Series:
    """Add meetings, and a reserve date, to a group in one act: one notice for all."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    require_open(series)
    given = list(meetings)
    if (not given and reserve_date is None) or len(given) > MOST:
        raise DatesMissing(most=MOST)
    add_meetings(work, series, given, venue)
    if reserve_date is not None:
        _hold(work, series, checked_slot(reserve_date, after=work.now))
    announce(work, series)
    return series


def add_meetings(
    work: UnitOfWork, series: Series, slots: Iterable[Slot], venue: dict[str, Any] | None = None
) -> list[Meeting]:
    """Put meetings on these dates, numbered on from the last. Raises MentorDoubleBooked, DateHasPassed."""
    last = work.session.scalar(select(func.max(Meeting.number)).where(Meeting.group_id == series.id)) or 0
    ordered = sorted(slots, key=lambda each: each.starts_at)
    return [_add(work, series, number, slot, venue) for number, slot in enumerate(ordered, last + 1)]


def announce(work: UnitOfWork, series: Series) -> None:
    """Say once that dates were added."""
    work.emit("series_dates_added", series)
    settle(work, series)


def _add(work: UnitOfWork, series: Series, number: int, slot: Slot, venue: dict[str, Any] | None) -> Meeting:
    meeting = Meeting(
        group_id=series.id,
        organisation=series.organisation,
        state_="scheduled",
        number=number,
        venue=venue or series.group.data.get("venue"),
        mentor_ids=series.group.mentor_ids,
    )
    meeting.slot = checked_slot(slot, after=work.now)
    work.session.add(meeting)
    book(work, meeting)
    start_timers(work, meeting)
    series.meetings_planned = max(series.meetings_planned, number)
    work.record_history(meeting, "added", date=slot.date.isoformat())
    work.emit("meeting_scheduled", meeting)
    return meeting


def _hold(work: UnitOfWork, series: Series, slot: Slot) -> None:
    reserve = ReserveDate(group_id=series.id, organisation=series.organisation, state_="held_available")
    reserve.slot = slot
    work.session.add(reserve)
    keep_reserve_date(work, reserve)
    work.emit("reserve_date_held", reserve)
