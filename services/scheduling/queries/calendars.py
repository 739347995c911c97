"""What the subscribed calendars show."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain import calendar
from services.scheduling.queries.views import GroupView, view_of
from services.scheduling.tables import Feed, KnownGroup, Series, identities
from shared import feeds
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork


def calendar_of(work: UnitOfWork, token: str) -> tuple[Person, list[tuple[GroupView, calendar.Entry]]]:
    """Whose calendar an address shows, and the entries of all their groups. Raises NotFound."""
    feed = work.session.scalar(select(Feed).where(Feed.token_hash == feeds.hashed(token)))
    person = work.session.get(Person, feed.person_id) if feed else None
    if person is None or person.gone:
        raise NotFound()
    return person, [(view, entry) for view in _groups_of(work, person.id) for entry in entries(view)]


def _groups_of(work: UnitOfWork, person_id: UUID) -> Iterable[GroupView]:
    own = list(identities(work.session, person_id))
    mine = or_(KnownGroup.member_ids.overlap(own), KnownGroup.mentor_ids.overlap(own))
    found = work.session.scalars(select(Series).join(Series.group).where(mine).order_by(Series.id))
    return [view_of(work, each) for each in found.unique()]


def entries(view: GroupView) -> list[calendar.Entry]:
    """What a calendar shows of a group."""
    meetings, reserves = [each.fact for each in view.meetings], [each.fact for each in view.reserve_dates]
    return calendar.entries(meetings, reserves, view.work.today)
