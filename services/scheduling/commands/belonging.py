"""What is the group's own: only its members and mentors read and write it (dossier C.3)."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.relations import inside
from services.scheduling.tables import Series, identities
from shared.errors import Forbidden
from shared.people import Person
from shared.work import UnitOfWork


def require_inside(work: UnitOfWork, series: Series, data: str) -> frozenset[str]:
    """Only a member or mentor, never a coordinator or a substitute. Raises Forbidden."""
    found = series.relations(work)
    if not any(work.actor.may("write", data, relation=each) for each in inside(found)):
        raise Forbidden()
    return found


def require_mentor(work: UnitOfWork, series: Series) -> None:
    """Only a mentor of the group. Raises Forbidden."""
    if "mentor" not in series.relations(work):
        raise Forbidden()


def people_of(series: Series) -> set[UUID]:
    """Members and mentors, as registration last told."""
    return {*series.group.member_ids, *series.group.mentor_ids}


def own_ids(work: UnitOfWork, series: Series) -> list[UUID]:
    """The ids under which whoever acts is in the group. Raises Forbidden."""
    own = identities(work.session, work.actor.person_id)
    found = own & people_of(series)
    if not found:
        raise Forbidden()
    return sorted(found)


def with_later_ids(work: UnitOfWork, ids: set[UUID]) -> frozenset[UUID]:
    """These people, and the ids under which they are known since."""
    later = work.session.scalars(select(Person.same_as).where(Person.id.in_(ids), Person.same_as.is_not(None)))
    return frozenset({*ids, *(each for each in later if each)})
