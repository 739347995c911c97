"""The directory as those see it who may: people found by a word, lists that were sent, a file to take along."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from services.registration.schemas.staff_list import FIELD_NAMES
from services.registration.tables import ListedCard, StaffList
from shared.errors import Forbidden
from shared.people import Person
from shared.sheets import as_csv
from shared.work import UnitOfWork

PAGE = 50


def readable(work: UnitOfWork, *, write: bool = False) -> list[str]:
    """The organisations whose people the actor may look up. Raises Forbidden when there is none."""
    action = "write" if write else "read"
    found = [each for each in work.network.organisations if work.actor.may(action, "contact_details", each)]
    if not found:
        raise Forbidden()
    return found


def people_of(work: UnitOfWork, words: str = "", organisation: str = "") -> Select[tuple[Person]]:
    """People whose name, address, unit or title has every word, by name."""
    slugs = [each for each in readable(work) if organisation in ("", each)]
    chosen = select(Person).where(Person.organisation.in_(slugs), ~Person.gone, Person.same_as.is_(None))
    for word in words.split()[:5]:
        looked_in = (Person.first_name, Person.last_name, Person.email, Person.unit, Person.job_title)
        chosen = chosen.where(or_(*(each.icontains(word, autoescape=True) for each in looked_in)))
    return chosen.order_by(Person.last_name, Person.first_name, Person.id)


def page_of(work: UnitOfWork, words: str, organisation: str, page: int) -> tuple[list[Person], int]:
    """One page of the people found, from 1, and how many were found in all."""
    chosen = people_of(work, words, organisation)
    count = work.session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery()))
    portion = chosen.offset((max(page, 1) - 1) * PAGE).limit(PAGE)
    return list(work.session.scalars(portion)), int(count or 0)


def exported(work: UnitOfWork, words: str = "", organisation: str = "", about: str = "") -> bytes:
    """The people found as a sheet that can be sent back as a list. `about`: its last row."""
    return as_csv([[str(each) for each in FIELD_NAMES.values()], *rows_of(work, words, organisation)], about)


def rows_of(work: UnitOfWork, words: str = "", organisation: str = "") -> list[list[Any]]:
    """The people found, each as the fields of a list; roles that hold today."""
    found: list[Person] = list(work.session.scalars(people_of(work, words, organisation)))
    supervisors = {each.supervisor_id for each in found if each.supervisor_id}
    bosses = work.session.scalars(select(Person).where(Person.id.in_(supervisors)))
    addresses: dict[UUID | None, str] = {each.id: each.email for each in bosses}
    rows: list[list[Any]] = []
    for each in found:
        held = sorted({role.role for role in each.held_roles(work.today) if role.organisation == each.organisation})
        special = {"supervisor_email": addresses.get(each.supervisor_id), "roles": ", ".join(held)}
        rows.append([special[name] if name in special else getattr(each, name) for name in FIELD_NAMES])
    return rows


def lists_of(work: UnitOfWork, call_id: UUID | None = None) -> list[StaffList]:
    """The lists that the actor has sent, of staff or for a call, the latest first."""
    chosen = select(StaffList).where(StaffList.sent_by == work.actor.person_id, StaffList.call_id == call_id)
    return list(work.session.scalars(chosen.order_by(StaffList.sent_at.desc()).limit(10)))


def cards_of_list(work: UnitOfWork, list_id: UUID) -> list[tuple[ListedCard, Person]]:
    """What a list made and changed, by line; at most 200."""
    chosen = select(ListedCard, Person).join(Person, Person.id == ListedCard.person_id)
    chosen = chosen.where(ListedCard.list_id == list_id).order_by(ListedCard.line).limit(200)
    return [(card, person) for card, person in work.session.execute(chosen)]
