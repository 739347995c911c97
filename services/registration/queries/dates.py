"""The dates of groups: as planned until they are confirmed, then as scheduling says they stand."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.tables import Group, KnownMeeting, KnownReserveDate
from shared.work import UnitOfWork

TAKING_PLACE = ("scheduled", "held", "recorded")


def dates_of(work: UnitOfWork, groups: Collection[Group]) -> dict[UUID, dict[str, list[Any]]]:
    """Meetings that take or took place, and reserve dates that are still held, each by date. Two queries."""
    ids = [each.id for each in groups]
    meetings, reserve = _stand(work, KnownMeeting, ids), _stand(work, KnownReserveDate, ids)
    return {each.id: _of_group(each, meetings[each.id], reserve[each.id]) for each in groups}


def _of_group(group: Group, meetings: list[dict[str, Any]], reserve: list[dict[str, Any]]) -> dict[str, list[Any]]:
    if not meetings:
        return {"meetings": group.planned_meetings, "reserve_dates": group.reserve_dates}
    return {
        "meetings": [each for each in meetings if each["state"] in TAKING_PLACE],
        "reserve_dates": [each | {"number": 0} for each in reserve if each["state"] == "held_available"],
    }


def _stand(work: UnitOfWork, table: Any, group_ids: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for each in work.session.scalars(select(table).where(table.group_id.in_(group_ids), ~table.gone)):
        found[each.group_id].append(each.state())
    for dated in found.values():
        dated.sort(key=lambda each: each["date"])
    return found
