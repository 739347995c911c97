"""Who somebody is to a period. An id that turned out to be somebody known counts as that person."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.shadowing.domain.pairs import Roster, relations
from services.shadowing.tables.rows import Period
from shared.people import Person, resolve
from shared.work import UnitOfWork


def relations_to(work: UnitOfWork, period: Period) -> frozenset[str]:
    """party, invited, supervisor, decider: what the actor is to a period; empty for everybody else."""
    person = canonical(work.session, work.actor.person_id)
    return relations(person, _roster(work.session, period), decides_here=_decides_here(work, period))


def position_of(work: UnitOfWork, period: Period) -> int:
    """The actor's place among the parties. StopIteration when the actor is none of them."""
    person = canonical(work.session, work.actor.person_id)
    return next(each.position for each in period.parties if canonical(work.session, each.person_id) == person)


def has_left(work: UnitOfWork, period: Period) -> bool:
    """Whether the actor was one of the two, until somebody else took the place."""
    person = canonical(work.session, work.actor.person_id)
    return any(canonical(work.session, UUID(each["person_id"])) == person for each in period.former or ())


def know_people(session: Session, periods: Iterable[Period]) -> None:
    """Fetch the cards of everybody named in some periods at once, and hold them, or the session would forget them."""
    ids = {person_id for each in periods for person_id in each.people_named()}
    cards = session.scalars(select(Person).where(Person.id.in_(ids)))
    session.info.setdefault("people", []).extend(cards)


def canonical(session: Session, person_id: UUID | None) -> UUID | None:
    """The id that a person goes by now."""
    if person_id is None:
        return None
    person = resolve(session, person_id)
    return person.id if person else person_id


def _roster(session: Session, period: Period) -> Roster:
    ids = [(canonical(session, each.person_id), each) for each in period.parties]
    supervisors = {canonical(session, each.supervisor_id) for each in period.parties if each.supervisor_id}
    return Roster(
        parties=tuple(person for person, _ in ids if person),
        invited=next((person for person, party in ids if party.joined_at is None), None),
        supervisors=frozenset(each for each in supervisors if each),
        decider=canonical(session, period.decider_id),
    )


def _decides_here(work: UnitOfWork, period: Period) -> bool:
    """The project manager decides the network's, a member's coordinator the member's own (decision 7)."""
    return work.actor.kind != "system" and work.actor.may("write", "application_decision", period.organisation)
