"""What was written to the people of a call: who, when, what, and how many got it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.queries.calls import cards_of
from services.registration.tables import Bulletin, Call
from shared.errors import NotFound
from shared.work import UnitOfWork


def bulletins_of(work: UnitOfWork, call_id: UUID) -> list[dict[str, Any]]:
    """The messages of a call, the latest first. Raises NotFound, Forbidden."""
    call = work.session.get(Call, call_id)
    if call is None:
        raise NotFound()
    work.actor.require("read", "registration", call.organisation)
    chosen = select(Bulletin).where(Bulletin.call_id == call_id).order_by(Bulletin.sent_at.desc(), Bulletin.id)
    found = list(work.session.scalars(chosen))
    cards, names = cards_of(work, {each.sent_by for each in found}), {each.id: each.name for each in call.groups}
    return [
        {
            "id": each.id,
            "sent_at": each.sent_at,
            "sent_by": cards[each.sent_by].name if each.sent_by in cards else None,
            "audience": each.audience,
            "group_id": each.group_id,
            "group": names.get(each.group_id) if each.group_id else None,
            "subject": each.subject,
            "text": each.text,
            "receivers": len(each.receiver_ids),
        }
        for each in found
    ]
