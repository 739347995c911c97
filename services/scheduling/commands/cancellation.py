"""Cancelling a meeting, giving it another date, and undoing that in time."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from services.scheduling.commands.absence import forget_absences
from services.scheduling.commands.booking import book, release
from services.scheduling.commands.loading import (
    locked_meeting,
    require_lead,
    require_open,
    require_standing,
    reserve_date,
)
from services.scheduling.commands.schedule import keep_reserve_date, start_timers
from services.scheduling.commands.settling import settle
from services.scheduling.domain import meetings as rules
from services.scheduling.domain import reserve_dates
from services.scheduling.domain.errors import NotPossibleNow, ReserveDateUnavailable
from services.scheduling.domain.slots import Slot, checked
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Replacement:
    """Where a cancelled meeting goes: `reserve_date` (the first usable unless named), `new_date`, or `later`."""

    instead: str = "later"
    reserve_date_id: UUID | None = None
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None


LATER = Replacement()


def cancel_meeting(work: UnitOfWork, meeting_id: UUID, reason: str, replacement: Replacement = LATER) -> Meeting:
    """Cancel a meeting, and in the same act give it another date where one is known."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    require_open(series)
    call_off(work, series, meeting, reason)
    if replacement.instead != "later":
        _replace(work, series, meeting, replacement)
    settle(work, series)
    return meeting


def replace_meeting(work: UnitOfWork, meeting_id: UUID, replacement: Replacement) -> Meeting:
    """Give a meeting that was cancelled earlier another date; the meeting on that date."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    require_open(series)
    return place_replacement(work, series, meeting, replacement)


def place_replacement(work: UnitOfWork, series: Series, meeting: Meeting, replacement: Replacement) -> Meeting:
    """Put the replacement of a cancelled meeting on its date; the caller has asked who may."""
    new = _replace(work, series, meeting, replacement)
    settle(work, series)
    return new


def undo_cancellation(work: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Let a cancelled or moved meeting take place on its date after all; its replacement goes away."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    require_standing(series)
    meeting.state_ = rules.after(meeting.state_, "restore")
    rules.check_restoring(meeting.fact, work.now)
    replaced_by, meeting.replaced_by = meeting.replaced_by, None
    if replaced_by:
        _take_back(work, series, replaced_by)
    meeting.cancellation_reason = None
    meeting.sequence += 1
    book(work, meeting)
    start_timers(work, meeting)
    work.cancel_timer("replacement_ends", meeting.id)
    work.record_history(meeting, "restored")
    work.emit("meeting_restored", meeting)
    if meeting.reserve_date_id:
        _reserve_act(work, reserve_date(work, series, meeting.reserve_date_id), "reactivate", "reserve_date_activated")
    settle(work, series)
    return meeting


def call_off(work: UnitOfWork, series: Series, meeting: Meeting, reason: str) -> None:
    """The meeting does not take place on its date; the caller has asked who may, and settles the series."""
    meeting.state_ = rules.after(meeting.state_, "cancel")
    meeting.cancellation_reason = reason
    meeting.sequence += 1
    release(work, meeting)
    forget_absences(work, meeting)
    work.cancel_timer("meeting_ends", meeting.id)
    work.set_timer("replacement_ends", meeting.id, meeting.fact.replace_by)
    work.record_history(meeting, "cancelled", reason=reason)
    work.emit("meeting_cancelled", meeting)
    if meeting.reserve_date_id:
        _reserve_act(work, reserve_date(work, series, meeting.reserve_date_id), "lapse", "reserve_date_lapsed")


def _replace(work: UnitOfWork, series: Series, meeting: Meeting, replacement: Replacement) -> Meeting:
    meeting.state_ = rules.after(meeting.state_, "replace")
    new = Meeting(
        group_id=series.id,
        organisation=series.organisation,
        number=meeting.number,
        state_="scheduled",
        venue=meeting.venue,
        replaces=meeting.id,
        mentor_ids=series.group.mentor_ids,
    )
    if replacement.instead == "reserve_date":
        _stand_on(new, _activate(work, series, meeting, replacement.reserve_date_id))
    else:
        new.slot = checked(Slot(replacement.date or meeting.date, replacement.start, replacement.end), after=work.now)
    work.session.add(new)
    book(work, new)
    start_timers(work, new)
    meeting.replaced_by = new.id
    work.cancel_timer("replacement_ends", meeting.id)
    work.record_history(meeting, "moved", to=new.date.isoformat())
    work.emit("meeting_moved", meeting)
    work.emit("meeting_scheduled", new)
    return new


def _activate(work: UnitOfWork, series: Series, meeting: Meeting, reserve_date_id: UUID | None) -> ReserveDate:
    reserve = reserve_date(work, series, reserve_date_id or _first_usable(work, series))
    reserve_dates.check_usable(reserve.fact, work.now)
    reserve.replaces = meeting.id
    _reserve_act(work, reserve, "activate", "reserve_date_activated")
    work.cancel_timer("reserve_date_passes", reserve.id)
    return reserve


def _first_usable(work: UnitOfWork, series: Series) -> UUID:
    usable = [each.id for each in series.reserve_dates if reserve_dates.is_usable(each.fact, work.now)]
    if not usable:
        raise ReserveDateUnavailable()
    return usable[0]


def _stand_on(meeting: Meeting, reserve: ReserveDate) -> None:
    meeting.slot = reserve.slot
    meeting.reserve_date_id = reserve.id
    meeting.sequence = reserve.sequence


def _take_back(work: UnitOfWork, series: Series, meeting_id: UUID) -> None:
    """Remove a replacement that has not taken place; its reserve date is held as before."""
    _, meeting = locked_meeting(work, meeting_id)
    if meeting.state_ != "scheduled":
        raise NotPossibleNow(state=meeting.state_, act="take_back")
    work.cancel_timer("meeting_ends", meeting.id)
    forget_absences(work, meeting)
    if meeting.reserve_date_id:
        reserve = reserve_date(work, series, meeting.reserve_date_id)
        reserve.replaces, reserve.slot, reserve.sequence = None, meeting.slot, meeting.sequence
        keep_reserve_date(work, reserve)
        _reserve_act(work, reserve, "return", "reserve_date_returned")
    work.bury(meeting)
    work.session.flush()


def _reserve_act(work: UnitOfWork, reserve: ReserveDate, act: str, event_name: str) -> None:
    reserve.state_ = reserve_dates.after(reserve.state_, act)
    reserve.sequence += 1
    work.emit(event_name, reserve)
