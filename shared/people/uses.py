"""That somebody uses a service still: noted once a month, so that the account of who comes is kept (dossier C.6).

Guaranteed: a month in which a service answered somebody who was signed in, or who followed a personal link, is in its
table, and registration is told of it. The first answer of a month writes; after it a process remembers, and asks
nothing. Not guaranteed: anything finer than the month, which is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from shared.clock import local_date, real_microseconds
from shared.contracts.people import PersonV1
from shared.errors import DomainError
from shared.network import HUB
from shared.people.tables import AccountUse, Person

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from shared.web.request import Request
    from shared.work import Runtime, UnitOfWork


def note(request: Request, response: Response, runtime: Runtime) -> None:
    """Note an answer that somebody known got; of two at once, one is enough."""
    if request.user is None or request.now is None or response.status_code >= 400:
        return
    key, month = f"used by {request.user}", local_date(request.now).replace(day=1).toordinal()
    if runtime.facts.get(key) == month:
        return
    try:
        with runtime.work() as work:
            used(work, request.user)
    except (IntegrityError, DomainError):
        return
    runtime.facts[key] = month


def used(work: UnitOfWork, person_id: UUID) -> None:
    """Somebody uses the service today. Registration keeps it, where the card is its own; others tell it."""
    card = work.session.get(Person, person_id)
    if card is None or card.gone:
        return
    acts = work.acts_for(card.organisation)
    if acts and PersonV1 in work.manifest.publishes:
        keep(work, [card])
    elif acts or work.settings.deployment == HUB:
        month = work.today.replace(day=1)
        row = work.session.get(AccountUse, person_id) or AccountUse(id=person_id)
        if row.month is None or row.month < month:
            row.month, row.organisation = month, card.organisation
            work.emit("account_used", row)


def keep(work: UnitOfWork, cards: Iterable[Person]) -> None:
    """In registration: these people use it this month, or a list of their employer's staff names them."""
    known = {each.id: each.organisation for each in cards}
    if not known:
        return
    month, version = work.today.replace(day=1), real_microseconds()
    rows = [{"id": each, "organisation": known[each], "month": month, "version": version} for each in sorted(known)]
    table = AccountUse.__table__
    statement = insert(table).values(rows)
    newest = {
        "month": func.greatest(table.c.month, statement.excluded.month),
        "version": func.greatest(table.c.version + 1, statement.excluded.version),
    }
    older = table.c.month.is_(None) | (table.c.month < statement.excluded.month)
    work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=newest, where=older))
