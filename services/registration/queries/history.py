"""The history of calls, groups, people, mentors and ideas: who did what, when and why, newest first."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.queries import ideas, mentors
from services.registration.queries.calls import cards_of
from services.registration.queries.person import person_of
from services.registration.tables import Call, Group, Idea, Mentor, Registration
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.work import UnitOfWork

MOST = 500
GROUPS = ("from_group", "to_group", "into", "group")


def history_of_call(work: UnitOfWork, call_id: UUID) -> list[dict[str, Any]]:
    """What happened to a call itself; its groups have their own. Raises NotFound, Forbidden."""
    call = work.session.get(Call, call_id)
    if call is None:
        raise NotFound()
    work.actor.require("write", "call", call.organisation)
    return _history(work, Call, [call_id])


def history_of_group(work: UnitOfWork, group_id: UUID) -> list[dict[str, Any]]:
    """What happened to a group and to the registrations to it. Raises NotFound, Forbidden."""
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    work.actor.require("read", "registration", group.organisation)
    mine = select(Registration.id, Registration.person_id).where(
        (Registration.group_id == group_id) | (Registration.place_group_id == group_id)
    )
    whose = {each.id: each.person_id for each in work.session.execute(mine)}
    return _history(work, (Group, Registration), [group_id, *whose], whose)


def history_of_person(work: UnitOfWork, person_id: UUID) -> list[dict[str, Any]]:
    """What happened to a card, and to those that were made one with it. Raises NotFound."""
    person = person_of(work, person_id)
    linked = work.session.scalars(select(Person.id).where(Person.same_as == person.id))
    return _history(work, Person, [person.id, *linked])


def history_of_mentor(work: UnitOfWork, person_id: UUID) -> list[dict[str, Any]]:
    """What happened to a mentor's place in the registry. Raises NotFound, Forbidden."""
    return _history(work, Mentor, [mentors.entry_of(work, person_id).person.id])


def history_of_idea(work: UnitOfWork, idea_id: UUID) -> list[dict[str, Any]]:
    """What became of an idea, for those who decide on it. Raises NotFound, Forbidden."""
    idea = work.session.get(Idea, idea_id)
    if idea is None:
        raise NotFound()
    if not ideas.in_charge(work, idea.organisation):
        raise Forbidden()
    return _history(work, Idea, [idea_id])


def _history(
    work: UnitOfWork, tables: Any, record_ids: Iterable[UUID], whose: Mapping[UUID, UUID] | None = None
) -> list[dict[str, Any]]:
    """Rows of some records; `whose` says of a registration whose it is."""
    whose, names = whose or {}, [each.__tablename__ for each in (tables if isinstance(tables, tuple) else (tables,))]
    chosen = select(AuditRow).where(AuditRow.record_id.in_(list(record_ids)), AuditRow.record_type.in_(names))
    rows = list(work.session.scalars(chosen.order_by(AuditRow.id.desc()).limit(MOST)))
    cards = cards_of(work, {*(each.who for each in rows if each.who), *whose.values()})
    groups = {str(each.id): each.name for each in work.session.scalars(select(Group).where(_named(rows)))}
    return [
        {
            "at": each.at,
            "record": each.record_type,
            "what": each.what,
            "who": cards[each.who].name if each.who in cards else None,
            "who_kind": each.who_kind,
            "whom": cards[whose[each.record_id]].name if whose.get(each.record_id) in cards else None,
            "reason": each.data.get("reason"),
            "data": each.data,
            "groups": {key: groups[each.data[key]] for key in GROUPS if each.data.get(key) in groups},
        }
        for each in rows
    ]


def _named(rows: Iterable[AuditRow]) -> Any:
    return Group.id.in_({UUID(each.data[key]) for each in rows for key in GROUPS if each.data.get(key)})
