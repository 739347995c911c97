"""Addresses of a group: its calendar for whom its people choose, and the page of who lends the room."""

import secrets
from uuid import UUID

from services.scheduling.commands.loading import locked_series, require_lead
from services.scheduling.domain.feeds import hashed, token
from services.scheduling.tables import GroupAddress
from shared.work import UnitOfWork

PURPOSES = ("calendar", "host")


def renew_group_address(work: UnitOfWork, group_id: UUID, purpose: str) -> GroupAddress:
    """Make an address of a group; an earlier one shows nothing from now on."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    found = work.session.get(GroupAddress, (group_id, purpose)) or GroupAddress(group_id=group_id, purpose=purpose)
    found.nonce = secrets.token_urlsafe(32)
    found.token_hash = hashed(token(work.settings.secret, f"{purpose}:{found.nonce}"))
    found.made_at = work.now
    work.session.add(found)
    work.record_history(series, "address_made", purpose=purpose)
    return found


def end_group_address(work: UnitOfWork, group_id: UUID, purpose: str) -> None:
    """Let an address of a group show nothing any more."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    if found := work.session.get(GroupAddress, (group_id, purpose)):
        work.session.delete(found)
        work.record_history(series, "address_ended", purpose=purpose)
