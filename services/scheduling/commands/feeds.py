"""Calendar addresses: everybody in a group has one; a new one ends the old at once."""

import secrets
from typing import TypeVar
from uuid import UUID

from services.scheduling.domain.feeds import hashed, token
from services.scheduling.tables import Feed, GroupAddress
from shared.errors import Forbidden
from shared.work import UnitOfWork

Address = TypeVar("Address", Feed, GroupAddress)


def ensure_feed(work: UnitOfWork, person_id: UUID) -> None:
    """Make an address for somebody who has none."""
    if work.session.get(Feed, person_id) is None:
        work.session.add(fresh(work, Feed(person_id=person_id)))


def renew_feed(work: UnitOfWork) -> Feed:
    """Give the actor a new address; the old one shows nothing from now on."""
    if work.actor.person_id is None:
        raise Forbidden()
    feed = work.session.get(Feed, work.actor.person_id) or Feed(person_id=work.actor.person_id)
    work.session.add(fresh(work, feed))
    return feed


def end_feed(work: UnitOfWork) -> None:
    """Let the actor's calendar address show nothing any more."""
    if feed := work.session.get(Feed, work.actor.person_id) if work.actor.person_id else None:
        work.session.delete(feed)


def fresh(work: UnitOfWork, address: Address, prefix: str = "") -> Address:
    """The address with a secret that nobody has seen."""
    address.nonce = secrets.token_urlsafe(32)
    address.token_hash = hashed(token(work.settings.secret, prefix + address.nonce))
    address.made_at = work.now
    return address
