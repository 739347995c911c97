"""What follows of itself from every change of a series: reserve dates that are not needed, numbers, its end."""

from sqlalchemy import select

from services.scheduling.commands.agreement.ending import end_agreement
from services.scheduling.domain import reserve_dates
from services.scheduling.domain import series as rules
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.work import UnitOfWork

EVENTS = {"release": "reserve_date_released", "lapse": "reserve_date_lapsed"}


def settle(work: UnitOfWork, series: Series) -> None:
    """Bring reserve dates, numbers and state of the series up to date, and say what has changed."""
    work.session.flush()
    meetings = [each.fact for each in work.session.scalars(select(Meeting).where(Meeting.group_id == series.id))]
    held = list(work.session.scalars(select(ReserveDate).where(ReserveDate.group_id == series.id)))
    for each in held:
        if act := reserve_dates.fate(each.fact, meetings, work.now):
            end_reserve_date(work, each, act)
    before = (series.meetings_held, series.meetings_moved)
    series.meetings_held, series.meetings_moved = rules.held(meetings), rules.moved(meetings)
    state = rules.state(meetings, [each.fact for each in held], work.now)
    if (rest_by := rules.rest_agreed_by(meetings, work.now)) > work.now:
        work.set_timer("rest_is_agreed", series.id, rest_by)
    _say(work, series, state, changed=before != (series.meetings_held, series.meetings_moved))


def end_reserve_date(work: UnitOfWork, reserve: ReserveDate, act: str) -> None:
    """Release it, or let it lapse."""
    reserve.state_ = reserve_dates.after(reserve.state_, act)
    reserve.sequence += 1
    work.cancel_timer("reserve_date_passes", reserve.id)
    work.emit(EVENTS[act], reserve)


def _say(work: UnitOfWork, series: Series, state: str, *, changed: bool) -> None:
    """The state only ever goes forward: a group that has met has started, whatever is corrected later.

    A group that was cancelled comes to its end without having finished.
    """
    before, after = rules.STATES.index(series.state_), rules.STATES.index(state)
    series.state_ = rules.STATES[max(before, after)]
    if before == 0 < after and series.meetings_held:
        work.emit("group_started", series)
    if before < after == 2:
        work.emit("series_changed" if series.group.is_cancelled else "group_finished", series)
        end_agreement(work, series)
    if changed and before >= after:
        work.emit("series_changed", series)
