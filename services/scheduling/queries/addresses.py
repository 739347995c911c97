"""The addresses of calendars."""

from services.scheduling.tables import Feed
from shared import feeds
from shared.work import UnitOfWork


def calendar_path(work: UnitOfWork) -> str | None:
    """The path of the actor's own calendar; None while there is none."""
    feed = work.session.get(Feed, work.actor.person_id) if work.actor.person_id else None
    return f"/scheduling/calendar/{feeds.token(work.settings.secret, feed.nonce)}.ics" if feed else None
