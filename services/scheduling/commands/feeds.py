"""Calendar addresses: everybody in a group has one; a new one ends the old at once."""

from uuid import UUID

from services.scheduling.tables import Feed
from shared.errors import Forbidden
from shared.feeds import fresh
from shared.work import UnitOfWork


def ensure_feed(work: UnitOfWork, person_id: UUID) -> None:
    """Make an address for somebody who has none."""
    if work.session.get(Feed, person_id) is None:
        work.session.add(fresh(work.settings.secret, Feed(person_id=person_id), work.now))


def renew_feed(work: UnitOfWork) -> Feed:
    """Give the actor a new address; the old one shows nothing from now on."""
    if work.actor.person_id is None:
        raise Forbidden()
    feed = work.session.get(Feed, work.actor.person_id) or Feed(person_id=work.actor.person_id)
    work.session.add(fresh(work.settings.secret, feed, work.now))
    return feed


def end_feed(work: UnitOfWork) -> None:
    """Let the actor's calendar address show nothing any more."""
    if feed := work.session.get(Feed, work.actor.person_id) if work.actor.person_id else None:
        work.session.delete(feed)
