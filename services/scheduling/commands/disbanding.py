"""When a confirmed group is cancelled, or goes on in another one: its meetings to come do not take place."""

from sqlalchemy import select

from services.scheduling.commands.cancellation import call_off
from services.scheduling.commands.loading import locked_series
from services.scheduling.commands.settling import end_reserve_date, settle
from services.scheduling.tables import KnownGroup, Meeting, ReserveDate, Series
from shared.work import UnitOfWork

DISBANDED = "other"  # the reason is kept by registration, for those who run the call


def disband(work: UnitOfWork, group: KnownGroup) -> None:
    """Cancel what is still to come and let its dates go; what has taken place stays. Nothing without a series."""
    if work.session.get(Series, group.id) is None or not group.is_cancelled:
        return
    series = locked_series(work, group.id)
    chosen = select(Meeting).where(Meeting.group_id == series.id).order_by(Meeting.date)
    for meeting in work.session.scalars(chosen):
        if meeting.state_ == "scheduled" and meeting.slot.starts_at > work.now:
            call_off(work, series, meeting, DISBANDED)
    for each in work.session.scalars(select(ReserveDate).where(ReserveDate.group_id == series.id)):
        if each.state_ == "held_available":
            end_reserve_date(work, each, "release")
    settle(work, series)
