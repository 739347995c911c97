"""Busy times of a person's own calendar: gone at once when they say so; `privacy.retention` deletes what is over."""

from uuid import UUID

from sqlalchemy import delete, insert

from services.scheduling.commands.busy.reading import read
from services.scheduling.tables import BusyTime
from shared.errors import Forbidden
from shared.work import UnitOfWork


def import_busy_times(work: UnitOfWork, content: bytes = b"", address: str | None = None) -> int:
    """Replace the actor's busy times by those of a calendar; how many. Raises CalendarUnreadable."""
    person_id = _own(work)
    found = read(content, _as_http(address), work.now, private=work.settings.calendars_from == "anywhere")
    _forget(work, person_id)
    if found:
        rows = [{"person_id": person_id, "begins": begins, "ends": ends} for begins, ends in found]
        work.session.execute(insert(BusyTime), rows)
    return len(found)


def forget_busy_times(work: UnitOfWork) -> None:
    """Delete all busy times of the actor."""
    _forget(work, _own(work))


def _own(work: UnitOfWork) -> UUID:
    if work.actor.person_id is None:
        raise Forbidden()
    return work.actor.person_id


def _forget(work: UnitOfWork, person_id: UUID) -> None:
    work.session.execute(delete(BusyTime).where(BusyTime.person_id == person_id))


def _as_http(address: str | None) -> str | None:
    """Calendars give addresses that begin with webcal."""
    return address.replace("webcal://", "https://", 1) if address else None
