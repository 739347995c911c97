"""Who looks for a partner: the list of a call for those who may apply in it, and the requests for help."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.shadowing.domain.pairs import call_is_open
from services.shadowing.domain.searching import LOOKING, may_see_list
from services.shadowing.tables import KnownCall, PairSearch
from services.shadowing.tables.access import canonical
from shared.people import Person, resolve
from shared.work import UnitOfWork


def list_of(work: UnitOfWork, call_id: UUID) -> list[dict[str, Any]]:
    """Those on the list of an open call, the latest first; empty for those who may not see it."""
    call = work.session.get(KnownCall, call_id)
    reader = resolve(work.session, work.actor.person_id)
    if call is None or reader is None or not call_is_open(call.state(), work.now):
        return []
    if not may_see_list(call.state()["scope"], call.organisation, [reader.organisation]):
        return []
    return _shown(work, PairSearch.listed & (PairSearch.call_id == call_id), reader.id)


def own_search(work: UnitOfWork, call_id: UUID) -> dict[str, Any] | None:
    """The reader's own search in a call, whether on the list or not."""
    reader = canonical(work.session, work.actor.person_id)
    found = _shown(work, PairSearch.call_id == call_id, reader)
    return next((each for each in found if each["own"]), None)


def help_wanted(work: UnitOfWork) -> list[dict[str, Any]]:
    """Requests for help in open calls, to those who decide on the call's periods; the oldest first."""
    slugs = {each.organisation for each in work.actor.roles}
    decided = [each for each in slugs if work.actor.may("write", "application_decision", each)]
    asked = _shown(work, PairSearch.help_wanted & PairSearch.organisation.in_(decided), None)
    calls = work.session.scalars(select(KnownCall).where(KnownCall.id.in_({each["call_id"] for each in asked})))
    open_now = {each.id for each in calls if call_is_open(each.state(), work.now)}
    return [each for each in reversed(asked) if each["call_id"] in open_now]


def _shown(work: UnitOfWork, which: Any, reader: UUID | None) -> list[dict[str, Any]]:
    going_on = select(PairSearch).where(PairSearch.state_name == LOOKING, which).order_by(PairSearch.begun_at.desc())
    searches = work.session.scalars(going_on.limit(200)).all()
    cards = _cards(work, [each.person_id for each in searches])
    rows = [(each, cards.get(each.person_id)) for each in searches]
    return [_row(search, card, reader) for search, card in rows if card is not None and not card.gone]


def _row(search: PairSearch, card: Person, reader: UUID | None) -> dict[str, Any]:
    return {
        "id": search.id,
        "call_id": search.call_id,
        "person_id": card.id,
        "name": card.name,
        "email": card.email,
        "organisation": card.organisation,
        "unit": card.unit,
        "job_title": card.job_title,
        "wish": search.wish,
        "listed": search.listed,
        "help_wanted": search.help_wanted,
        "begun_at": search.begun_at,
        "own": card.id == reader,
    }


def _cards(work: UnitOfWork, people: Iterable[UUID]) -> dict[UUID, Person]:
    found = {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(set(people))))}
    return {key: (resolve(work.session, key) or card) if card.same_as else card for key, card in found.items()}
