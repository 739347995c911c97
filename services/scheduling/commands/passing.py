"""What happens when time passes. Each looks at the state as it is now, so late or repeated runs are harmless."""

from uuid import UUID

from services.scheduling.commands.loading import locked_meeting, locked_series
from services.scheduling.commands.settling import settle
from services.scheduling.domain import meetings as rules
from services.scheduling.domain import reserve_dates
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.errors import NotFound
from shared.work import UnitOfWork


def hold_meeting(work: UnitOfWork, meeting_id: UUID) -> None:
    """A meeting whose end has passed has taken place, unless somebody said otherwise."""
    try:
        series, meeting = locked_meeting(work, meeting_id)
    except NotFound:  # it was a replacement that is gone
        return
    if meeting.state_ == "scheduled" and meeting.slot.ends_at <= work.now:
        hold(work, series, meeting)
        settle(work, series)


def hold(work: UnitOfWork, series: Series, meeting: Meeting) -> None:
    """The meeting took place; so its reserve date was used."""
    meeting.state_ = rules.after(meeting.state_, "hold")
    work.cancel_timer("meeting_ends", meeting.id)
    work.emit("meeting_held", meeting)
    if meeting.reserve_date_id:
        reserve = work.session.get_one(ReserveDate, meeting.reserve_date_id)
        reserve.state_ = reserve_dates.after(reserve.state_, "use")
        work.emit("reserve_date_used", reserve)


def pass_reserve_date(work: UnitOfWork, reserve_date_id: UUID) -> None:
    """A reserve date has passed: it lapses, or is not needed any more."""
    if reserve := work.session.get(ReserveDate, reserve_date_id):
        settle(work, locked_series(work, reserve.group_id))


def stop_waiting_for_dates(work: UnitOfWork, group_id: UUID) -> None:
    """A group of which only the first meeting was dated has had time to agree on the rest."""
    if work.session.get(Series, group_id):
        settle(work, locked_series(work, group_id))


def give_up_replacement(work: UnitOfWork, meeting_id: UUID) -> None:
    """A cancelled meeting has waited long enough for a new date: the group may finish without it."""
    if meeting := work.session.get(Meeting, meeting_id):
        settle(work, locked_series(work, meeting.group_id))
