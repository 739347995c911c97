"""Calendar addresses: everybody in a group has one; a new one ends the old at once."""

import secrets
from uuid import UUID

from services.scheduling.domain.feeds import hashed, token
from services.scheduling.tables import Feed
from shared.errors import Forbidden
from shared.work import UnitOfWork


def ensure_feed(work: UnitOfWork, person_id: UUID) -> None:
    """Make an address for somebody who has none."""
    if work.session.get(Feed, person_id) is None:
        work.session.add(_fresh(work, Feed(person_id=person_id)))


def renew_feed(work: UnitOfWork) -> Feed:
    """Give the actor a new address; the old one shows nothing from now on."""
    if work.actor.person_id is None:
        raise Forbidden()
    feed = work.session.get(Feed, work.actor.person_id) or Feed(person_id=work.actor.person_id)
    work.session.add(_fresh(work, feed))
    return feed


def end_feed(work: UnitOfWork) -> None:
    """Let the actor's calendar address show nothing any more."""
    if feed := work.session.get(Feed, work.actor.person_id) if work.actor.person_id else None:
        work.session.delete(feed)


def _fresh(work: UnitOfWork, feed: Feed) -> Feed:
    feed.nonce = secrets.token_urlsafe(32)
    feed.token_hash = hashed(token(work.settings.secret, feed.nonce))
    feed.made_at = work.now
    return feed
