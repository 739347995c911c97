"""What protects and keeps a form before it is a registration: saving it to continue by link, floods."""

import hmac
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select

from services.registration.domain.form_errors import TooManyForms
from services.registration.tables import SavedForm, Sending
from shared.clock import real_now
from shared.errors import NotFound
from shared.people import links
from shared.work import UnitOfWork

KEPT = timedelta(days=7)
HOUR = timedelta(hours=1)
MOST_OF_ONE, MOST_OF_ALL = 40, 1000
LONGEST = 4000


def save_form(work: UnitOfWork, call_id: UUID, typed: Mapping[str, list[str]], token: str = "") -> SavedForm:
    """Keep what was typed for a week; whoever has the link goes on from there. Saved again, it is replaced."""
    found = saved_form(work, call_id, token) if token else None
    if found is None:
        found = SavedForm(call_id=call_id)
        work.session.add(found)
    found.typed = {name: [each[:LONGEST] for each in values] for name, values in typed.items() if name != "saved"}
    found.good_until = work.now + KEPT
    work.session.flush()
    work.set_timer("saved_form_lapses", found.id, found.good_until)
    return found


def token_of(work: UnitOfWork, saved: SavedForm) -> str:
    """The token of the link by which the form is continued."""
    return links.mint(work.settings, "continue_registration", saved.id, saved.id, saved.good_until)


def saved_form(work: UnitOfWork, call_id: UUID, token: str) -> SavedForm:
    """The form of a token. Raises LinkInvalid, LinkExpired, NotFound."""
    link = links.read(work.settings, token, "continue_registration", work.now)
    found = work.session.get(SavedForm, link.record)
    if found is None or found.call_id != call_id:
        raise NotFound()
    return found


def forget_saved(work: UnitOfWork, call_id: UUID, token: str) -> None:
    """The form was sent: what was saved of it is deleted. Harmless when there is nothing."""
    try:
        work.session.delete(saved_form(work, call_id, token))
    except (NotFound, links.LinkInvalid, links.LinkExpired):
        return


def count_sending(work: UnitOfWork, address: str | None) -> None:
    """Count one form; `address` is None for this machine itself. Raises TooManyForms.

    Forty an hour from one address is a staff room; more is a machine. Only a keyed hash is kept, for an hour.
    """
    if address is None:
        return
    now = real_now()
    sender = hmac.digest(work.settings.secret.encode(), address.encode(), "sha256").hex()
    work.session.execute(delete(Sending).where(Sending.at < now - HOUR))
    own = work.session.scalar(select(func.count()).where(Sending.sender == sender)) or 0
    every = work.session.scalar(select(func.count()).select_from(Sending)) or 0
    if own >= MOST_OF_ONE or every >= MOST_OF_ALL:
        raise TooManyForms()
    work.session.add(Sending(sender=sender, at=now))
