"""What the subscribed calendars show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain import calendar
from services.scheduling.queries.dated import Dates, dates_of
from services.scheduling.queries.records import group_of_address
from services.scheduling.tables import Feed, KnownGroup, Series, identities
from shared import feeds
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork


@dataclass(frozen=True)
class GroupCalendar:
    """The entries of one group, by date, with what their texts need."""

    group_id: UUID
    names: dict[str, str | None]
    venue: dict[str, Any] | None
    dates: Dates
    entries: list[calendar.Entry]

    def name(self, language: str) -> str:
        """The group's name in a language, else in Finnish."""
        return str(self.names.get(language) or self.names["fi"])


def calendar_of(work: UnitOfWork, token: str) -> tuple[Person, list[GroupCalendar]]:
    """Whose calendar an address shows, and the entries of all their groups. Raises NotFound."""
    feed = work.session.scalar(select(Feed).where(Feed.token_hash == feeds.hashed(token)))
    person = work.session.get(Person, feed.person_id) if feed else None
    if person is None or person.gone:
        raise NotFound()
    own = list(identities(work.session, person.id))
    return person, _calendars(work, or_(KnownGroup.member_ids.overlap(own), KnownGroup.mentor_ids.overlap(own)))


def calendar_of_group(work: UnitOfWork, token: str) -> list[GroupCalendar]:
    """The entries of the group whose calendar an address shows. Raises NotFound."""
    return _calendars(work, Series.id == group_of_address(work, token, "calendar").id)


def _calendars(work: UnitOfWork, which: Any) -> list[GroupCalendar]:
    group = (KnownGroup.data["name"], KnownGroup.data["venue"])
    statement = select(Series.id, Series.version, *group).join(KnownGroup, KnownGroup.id == Series.id)
    rows = work.session.execute(statement.where(which, ~KnownGroup.gone).order_by(Series.id)).all()
    found = dates_of(work, [each.id for each in rows])
    return list(_shown(work, rows, found))


def _shown(work: UnitOfWork, rows: Iterable[Any], found: dict[UUID, Dates]) -> Iterable[GroupCalendar]:
    for group_id, version, names, venue in rows:
        dates = found[group_id]
        dates.version = max(dates.version, version)
        shown = calendar.entries(dates.meetings, dates.reserves, work.today)
        yield GroupCalendar(group_id, names, venue, dates, shown)
