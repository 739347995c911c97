"""A member tells in advance that she cannot come, or that she can after all. Never why."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.loading import locked_meeting
from services.scheduling.commands.participations import attendance_of, mark
from services.scheduling.domain.attendance import Mark
from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.tables import Attendance, Meeting, Participation, Series, identities
from shared.errors import Forbidden
from shared.work import UnitOfWork

ABSENT = Mark("absent_notified", 0)


def tell_absence(work: UnitOfWork, meeting_id: UUID) -> Meeting:
    """The actor cannot come to a meeting that has not begun."""
    series, meeting = locked_meeting(work, meeting_id)
    member = _member(work, series, meeting)
    mark(work, series, meeting, member, ABSENT)
    return meeting


def take_back_absence(work: UnitOfWork, meeting_id: UUID) -> Meeting:
    """The actor can come after all."""
    series, meeting = locked_meeting(work, meeting_id)
    member = _member(work, series, meeting)
    for own in _marked(work, meeting):
        if own.person_id == member:
            _forget(work, own, meeting)
    return meeting


def forget_absences(work: UnitOfWork, meeting: Meeting) -> None:
    """What was told about a meeting that does not take place on its date."""
    for own in _marked(work, meeting):
        _forget(work, own, meeting)
    work.session.flush()


def _member(work: UnitOfWork, series: Series, meeting: Meeting) -> UUID:
    """The id under which the actor is a member. Raises Forbidden, NotPossibleNow."""
    own = identities(work.session, work.actor.person_id)
    found = own.intersection(series.group.member_ids)
    if not found:
        raise Forbidden()
    if meeting.state_ != "scheduled" or work.now >= meeting.slot.starts_at:
        raise NotPossibleNow(state=meeting.state_, act="tell_absence")
    return min(found)


def _marked(work: UnitOfWork, meeting: Meeting) -> list[Participation]:
    statement = select(Participation).join(Attendance).where(Attendance.meeting_id == meeting.id)
    return list(work.session.scalars(statement.order_by(Participation.id)))


def _forget(work: UnitOfWork, own: Participation, meeting: Meeting) -> None:
    if known := attendance_of(own, meeting):
        own.attendances.remove(known)
        work.record_history(own, "absence_taken_back", meeting=str(meeting.id))
        work.emit("participation_recorded", own)
