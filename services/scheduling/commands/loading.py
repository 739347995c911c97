"""Loading what a command changes: the series locked, and only for those who may."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.errors import GroupCancelled, SeriesFinished
from services.scheduling.domain.relations import may_lead
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork


def locked_series(work: UnitOfWork, group_id: UUID) -> Series:
    """The series of a group, locked until the unit ends. Raises NotFound."""
    statement = select(Series).where(Series.id == group_id).with_for_update(of=Series)
    series = work.session.scalar(statement.execution_options(populate_existing=True))
    if series is None:
        raise NotFound()
    return series


def locked_meeting(work: UnitOfWork, meeting_id: UUID) -> tuple[Series, Meeting]:
    """A meeting and its series, the series locked. Raises NotFound."""
    group_id = work.session.scalar(select(Meeting.group_id).where(Meeting.id == meeting_id))
    series = locked_series(work, group_id) if group_id else None
    meeting = work.session.get(Meeting, meeting_id, populate_existing=True)
    if series is None or meeting is None:
        raise NotFound()
    return series, meeting


def reserve_date(work: UnitOfWork, series: Series, reserve_date_id: UUID) -> ReserveDate:
    """A reserve date of this series. Raises NotFound."""
    found = work.session.get(ReserveDate, reserve_date_id, populate_existing=True)
    if found is None or found.group_id != series.id:
        raise NotFound()
    return found


def require_lead(work: UnitOfWork, series: Series) -> frozenset[str]:
    """Only a mentor of the group, or the coordinator in charge. Raises Forbidden."""
    found = series.relations(work)
    if not may_lead(found):
        raise Forbidden()
    return found


def require_standing(series: Series) -> None:
    """Raises GroupCancelled."""
    if series.group.is_cancelled:
        raise GroupCancelled()


def require_meeting_lead(work: UnitOfWork, series: Series, meeting: Meeting) -> frozenset[str]:
    """Also somebody who leads this meeting alone. Raises Forbidden."""
    found = series.relations(work)
    if not may_lead(found) and not meeting.is_led_by(work):
        raise Forbidden()
    return found


def require_open(series: Series) -> None:
    """Raises GroupCancelled or SeriesFinished."""
    require_standing(series)
    if series.state_ == "finished":
        raise SeriesFinished()
