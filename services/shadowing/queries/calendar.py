"""The days of all of somebody's periods, for the calendar that they subscribe to."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.shadowing.domain.days import Day
from services.shadowing.queries.rows import days_by
from services.shadowing.tables import Feed, Party, Period
from services.shadowing.tables.access import canonical
from shared import feeds
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

SHOWN = frozenset(
    {"approved", "goals_due", "goals_reported", "in_progress", "interrupted", "performed", "lapsed"}
    | {"followup_due", "followup_partial", "followup_complete", "closed"}
)


@dataclass(frozen=True)
class Entry:
    """One day as a calendar shows it."""

    period_id: UUID
    sequence: int
    version: int
    day: Day
    cancelled: bool


def calendar_path(work: UnitOfWork) -> str | None:
    """The path of the actor's own calendar; None while there is none."""
    person_id = canonical(work.session, work.actor.person_id)
    feed = work.session.get(Feed, person_id) if person_id else None
    return f"/shadowing/calendar/{feeds.token(work.settings.secret, feed.nonce)}.ics" if feed else None


def calendar_of(work: UnitOfWork, secret: str) -> tuple[Person, list[Entry]]:
    """Whose calendar an address shows, and the days. Raises NotFound."""
    feed = work.session.scalar(select(Feed).where(Feed.token_hash == feeds.hashed(secret)))
    person = work.session.get(Person, feed.person_id) if feed else None
    if person is None or person.gone:
        raise NotFound
    ids = select(Person.id).where((Person.id == person.id) | (Person.same_as == person.id))
    mine = Period.parties.any(Party.person_id.in_(ids)) & Period.decided_at.is_not(None)
    found = work.session.scalars(select(Period).where(mine).order_by(Period.invited_at, Period.id))
    return person, [
        Entry(
            period.id,
            period.revision,
            period.version,
            day,
            period.state_name not in SHOWN or day.state in ("missed", "called_off"),
        )
        for period in found
        if period.state_name != "rejected"
        for day in days_by(period, work.today)
    ]
