"""Before stage 1: looking for a partner, on the list or with the project manager's help; leaving whenever one likes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from services.shadowing.commands.steps import check_acting
from services.shadowing.domain.errors import CallNotOpen
from services.shadowing.domain.pairs import CallFacts, call_is_open, decider_of, organisation_of
from services.shadowing.domain.searching import ENDED, FOUND, LOOKING, check_search, said
from services.shadowing.tables import KnownCall, PairSearch
from services.shadowing.tables.access import canonical
from shared.errors import NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork


def look_for_partner(work: UnitOfWork, call_id: UUID, data: dict[str, Any]) -> PairSearch:
    """Begin a search or change it: `listed`, `help_wanted`, `wish`."""
    person, call = _person(work), work.session.get(KnownCall, call_id, with_for_update=True)
    if call is None or call.gone or call.kind != "shadowing":
        raise NotFound
    known = call.state()
    terms = CallFacts(known["scope"], call.organisation, known["contact_id"])
    organisation = organisation_of(terms, "internal", person.organisation, work.network.slug)
    check_acting(work, organisation)
    if not call_is_open(known, work.now):
        raise CallNotOpen
    listed, help_wanted = bool(data.get("listed")), bool(data.get("help_wanted"))
    check_search(
        listed=listed,
        help_wanted=help_wanted,
        call_scope=terms.scope,
        call_organisation=terms.organisation,
        employer=person.organisation,
    )
    search = search_of(work, call_id, person.id)
    event = said(before=search is not None, help_before=bool(search and search.help_wanted), help_wanted=help_wanted)
    if search is None:
        search = PairSearch(id=uuid4(), organisation=organisation, call_id=call_id, person_id=person.id)
        search.state_name, search.begun_at = LOOKING, work.now
        search.contact_id = decider_of(terms, (person.id,), ())
    search.listed, search.help_wanted, search.wish = listed, help_wanted, data.get("wish")
    return _say(work, search, event)


def stop_looking(work: UnitOfWork, call_id: UUID) -> PairSearch:
    """Leave the list; a request for help ends too. One may come back."""
    search = search_of(work, call_id, _person(work).id)
    if search is None:
        raise NotFound
    search.state_name, search.ended_at = ENDED, work.now
    return _say(work, search, "pair_search_ended")


def end_searches(work: UnitOfWork, call_id: UUID, people: Iterable[UUID]) -> None:
    """Those who have formed a pair look no more. Harmless when they did not look."""
    for person_id in people:
        search = search_of(work, call_id, canonical(work.session, person_id) or person_id)
        if search is not None:
            search.state_name, search.ended_at = FOUND, work.now
            _say(work, search, "pair_search_ended")


def search_of(work: UnitOfWork, call_id: UUID, person_id: UUID) -> PairSearch | None:
    """Somebody's search that goes on in a call."""
    ids = select(Person.id).where((Person.id == person_id) | (Person.same_as == person_id))
    going_on = select(PairSearch).where(PairSearch.call_id == call_id, PairSearch.state_name == LOOKING)
    return work.session.scalars(going_on.where(PairSearch.person_id.in_(ids)).limit(1)).first()


def _person(work: UnitOfWork) -> Person:
    person = resolve(work.session, work.actor.person_id)
    if person is None:
        raise NotFound
    return person


def _say(work: UnitOfWork, search: PairSearch, event: str | None) -> PairSearch:
    work.session.add(search)
    if event:
        work.emit(event, search)
    work.record_history(search, event or "pair_search_changed")
    return search
