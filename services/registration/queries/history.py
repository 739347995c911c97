"""The history of groups and registrations: who did what, when and why."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.queries.calls import cards_of
from services.registration.tables import Group, Registration
from shared.database.kit import AuditRow
from shared.errors import NotFound
from shared.work import UnitOfWork

MOST = 500


def history_of_group(work: UnitOfWork, group_id: UUID) -> list[dict[str, Any]]:
    """What happened to a group and to the registrations to it, newest first. Raises NotFound, Forbidden."""
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    work.actor.require("read", "registration", group.organisation)
    mine = select(Registration.id, Registration.person_id).where(
        (Registration.group_id == group_id) | (Registration.place_group_id == group_id)
    )
    whose = {each.id: each.person_id for each in work.session.execute(mine)}
    return _history(work, [group_id, *whose], whose)


def _history(work: UnitOfWork, record_ids: Iterable[UUID], whose: dict[UUID, UUID]) -> list[dict[str, Any]]:
    chosen = select(AuditRow).where(AuditRow.record_id.in_(list(record_ids))).order_by(AuditRow.id.desc()).limit(MOST)
    rows = list(work.session.scalars(chosen))
    cards = cards_of(work, {*(each.who for each in rows if each.who), *whose.values()})
    groups = {str(each.id): each.name for each in work.session.scalars(select(Group).where(_named(rows)))}
    return [
        {
            "at": each.at,
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


GROUPS = ("from_group", "to_group", "into", "group")


def _named(rows: Iterable[AuditRow]) -> Any:
    return Group.id.in_({UUID(each.data[key]) for each in rows for key in GROUPS if each.data.get(key)})
