"""One's groups, a group, its meetings; everything only for those who may see it."""

from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain.cancellation import Options, options_for_cancellation
from services.scheduling.domain.meetings import TAKES_PLACE
from services.scheduling.domain.relations import may_see
from services.scheduling.queries.views import GroupView, view_of
from services.scheduling.tables import KnownGroup, Meeting, Series, identities
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork


def my_groups(work: UnitOfWork) -> list[GroupView]:
    """Groups in which the reader is a member or mentor, or leads a meeting, newest first."""
    own = list(identities(work.session, work.actor.person_id))
    led = select(Meeting.group_id).where(Meeting.mentor_ids.overlap(own), Meeting.state_.in_(TAKES_PLACE))
    mine = or_(KnownGroup.member_ids.overlap(own), KnownGroup.mentor_ids.overlap(own), Series.id.in_(led))
    found = work.session.scalars(select(Series).join(Series.group).where(mine).order_by(Series.reporting_year.desc()))
    views = [view for each in found.unique() if may_see((view := view_of(work, each)).relations)]
    return sorted(views, key=lambda each: (not each.coming, [one.slot for one in each.meetings][:1]))


def group(work: UnitOfWork, group_id: UUID) -> GroupView:
    """One group, for its own people and its coordinator. Raises NotFound, Forbidden."""
    series = work.session.get(Series, group_id)
    if series is None:
        raise NotFound()
    view = view_of(work, series)
    if not may_see(view.relations):
        raise Forbidden()
    return view


def led_group(work: UnitOfWork, group_id: UUID) -> GroupView:
    """One group, for those who lead it. Raises NotFound, Forbidden."""
    view = group(work, group_id)
    if not view.leads:
        raise Forbidden()
    return view


def led_meeting(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting]:
    """A meeting and its group, for those who lead it. Raises NotFound, Forbidden."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound()
    return led_group(work, meeting.group_id), meeting


def cancellation(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting, Options]:
    """What can be done about a meeting. Raises NotFound, Forbidden, NotPossibleNow."""
    view, meeting = led_meeting(work, meeting_id)
    reserves = [each.fact for each in view.reserve_dates]
    return view, meeting, options_for_cancellation(meeting.fact, reserves, work.now)
