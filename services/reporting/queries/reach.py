"""Whose records the one who asks may see, by the table of rights (dossier C.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.reporting.tables import KnownGroup
from shared.people import Person
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Reach:
    """Organisations whose records may be read one by one, and those that may be counted."""

    readable: frozenset[str]
    countable: frozenset[str]


def reach(work: UnitOfWork, data: str) -> Reach:
    """The organisations within reach for a kind of data; what may be read may be counted."""
    known, actor = work.network.organisations, work.actor
    readable = frozenset(each for each in known if actor.may("read", data, each))
    counted = frozenset(each for each in known if actor.may("aggregate", data, each))
    return Reach(readable, readable | counted)


def led_groups(work: UnitOfWork) -> frozenset[UUID]:
    """The groups that the one who asks leads."""
    if work.actor.person_id is None:
        return frozenset()
    leads = KnownGroup.data["mentor_ids"].contains([str(work.actor.person_id)])
    return frozenset(work.session.scalars(select(KnownGroup.id).where(~KnownGroup.gone, leads)))


def subordinates(work: UnitOfWork) -> Sequence[UUID]:
    """The people whose supervisor the one who asks is."""
    if work.actor.person_id is None:
        return ()
    statement = select(Person.id).where(Person.supervisor_id == work.actor.person_id, ~Person.gone)
    return work.session.scalars(statement).all()
