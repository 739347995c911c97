"""From a confirmed group to its meetings in the calendars, under the ids of the plan."""

from typing import Any

from services.scheduling.commands.booking import book
from services.scheduling.domain.errors import MentorDoubleBooked
from services.scheduling.tables import KnownGroup, Meeting, ReserveDate, Series
from shared.work import UnitOfWork


def schedule_series(work: UnitOfWork, group: KnownGroup) -> Series:
    """Make the series of a confirmed group; a group that has one keeps it as it is."""
    if known := work.session.get(Series, group.id):
        return known
    plan = group.state()
    series = _series(group, plan)
    work.session.add(series)
    work.session.flush()
    for planned in plan["planned_meetings"]:
        _schedule_meeting(work, series, planned, plan["venue"])
    for planned in plan["reserve_dates"]:
        _hold_reserve_date(work, series, planned)
    work.emit("series_scheduled", series)
    return series


def start_timers(work: UnitOfWork, meeting: Meeting) -> None:
    """The meeting becomes held when its time has gone by."""
    work.set_timer("meeting_ends", meeting.id, meeting.slot.ends_at)


def keep_reserve_date(work: UnitOfWork, reserve: ReserveDate) -> None:
    """The reserve date lapses, or is released, when its time has gone by."""
    work.set_timer("reserve_date_passes", reserve.id, reserve.slot.ends_at)


def _series(group: KnownGroup, plan: dict[str, Any]) -> Series:
    same = ("call_id", "scope", "reporting_year", "mentor_ids")
    return Series(
        id=group.id,
        organisation=group.organisation,
        state_="planned",
        meetings_planned=len(plan["planned_meetings"]),
        meetings_held=0,
        meetings_moved=0,
        **{field: plan[field] for field in same},
    )


def _schedule_meeting(work: UnitOfWork, series: Series, planned: dict[str, Any], venue: dict[str, Any] | None) -> None:
    meeting = Meeting(
        group_id=series.id,
        organisation=series.organisation,
        state_="scheduled",
        venue=venue,
        mentor_ids=series.mentor_ids,
        **{field: planned[field] for field in ("id", "number", "date", "start", "end")},
    )
    work.session.add(meeting)
    try:
        book(work, meeting)
    except MentorDoubleBooked:  # registration has confirmed it: it stands, and the coordinator is shown the clash
        work.record_history(meeting, "mentor_double_booked")
    start_timers(work, meeting)
    work.emit("meeting_scheduled", meeting)


def _hold_reserve_date(work: UnitOfWork, series: Series, planned: dict[str, Any]) -> None:
    reserve = ReserveDate(
        group_id=series.id,
        organisation=series.organisation,
        state_="held_available",
        **{field: planned[field] for field in ("id", "date", "start", "end")},
    )
    keep_reserve_date(work, reserve)
    work.emit("reserve_date_held", reserve)
