"""The address of one's own calendar: made when asked for; a new one ends the old at once."""

from uuid import UUID

from services.shadowing.tables import Feed
from services.shadowing.tables.access import canonical
from shared.errors import NotFound
from shared.feeds import fresh
from shared.work import UnitOfWork


def renew_feed(work: UnitOfWork) -> Feed:
    """Give the actor a new address; the old one shows nothing from now on."""
    person_id = _person(work)
    feed = work.session.get(Feed, person_id) or Feed(person_id=person_id)
    work.session.add(fresh(work.settings.secret, feed, work.now))
    return feed


def end_feed(work: UnitOfWork) -> None:
    """Let the actor's calendar address show nothing any more."""
    if feed := work.session.get(Feed, _person(work)):
        work.session.delete(feed)


def _person(work: UnitOfWork) -> UUID:
    person_id = canonical(work.session, work.actor.person_id)
    if person_id is None:
        raise NotFound
    return person_id
