"""Addresses of a group: its calendar for whom its people choose, and the page of who lends the room."""

from uuid import UUID

from services.scheduling.commands.loading import locked_series, require_lead
from services.scheduling.tables import GroupAddress, Series
from shared.errors import NotFound
from shared.feeds import fresh
from shared.work import UnitOfWork

PURPOSES = ("calendar", "host")


def renew_group_address(work: UnitOfWork, group_id: UUID, purpose: str) -> GroupAddress:
    """Make an address of a group; an earlier one shows nothing from now on."""
    series = _led(work, group_id, purpose)
    found = work.session.get(GroupAddress, (group_id, purpose)) or GroupAddress(group_id=group_id, purpose=purpose)
    work.session.add(fresh(work.settings.secret, found, work.now, f"{purpose}:"))
    work.record_history(series, "address_made", purpose=purpose)
    return found


def end_group_address(work: UnitOfWork, group_id: UUID, purpose: str) -> None:
    """Let an address of a group show nothing any more."""
    series = _led(work, group_id, purpose)
    if found := work.session.get(GroupAddress, (group_id, purpose)):
        work.session.delete(found)
        work.record_history(series, "address_ended", purpose=purpose)


def _led(work: UnitOfWork, group_id: UUID, purpose: str) -> Series:
    """The series of a group, locked, for those who lead it. Raises NotFound also where no address has this purpose."""
    if purpose not in PURPOSES:
        raise NotFound()
    series = locked_series(work, group_id)
    require_lead(work, series)
    return series
