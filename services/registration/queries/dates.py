"""The dates of a group: as planned until it is confirmed, then as scheduling says they stand."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.tables import Group, KnownMeeting, KnownReserveDate
from shared.work import UnitOfWork

TAKING_PLACE = ("scheduled", "held", "recorded")


def dates_of(work: UnitOfWork, group: Group) -> dict[str, list[Any]]:
    """Meetings that take or took place, and reserve dates that are still held, each by date."""
    meetings = _stand(work, KnownMeeting, group.id)
    if not meetings:
        return {"meetings": group.planned_meetings, "reserve_dates": group.reserve_dates}
    return {
        "meetings": [each for each in meetings if each["state"] in TAKING_PLACE],
        "reserve_dates": [
            each | {"number": 0}
            for each in _stand(work, KnownReserveDate, group.id)
            if each["state"] == "held_available"
        ],
    }


def _stand(work: UnitOfWork, table: Any, group_id: UUID) -> list[dict[str, Any]]:
    chosen = select(table).where(table.group_id == group_id, ~table.gone)
    return sorted((each.state() for each in work.session.scalars(chosen)), key=lambda each: each["date"])
