"""Looking for people, calls and groups at once, by parts of words; each as far as the searcher may see it (C.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import load_only

from services.registration.domain import call as calls
from services.registration.queries.people import people_of
from services.registration.tables import Call, Group
from shared.errors import Forbidden
from shared.people import Person
from shared.web.formats import sort_key
from shared.work import UnitOfWork

SHOWN = 20
"""Of each kind, at most."""


@dataclass
class Found:
    """What was found: the first of each kind in the Finnish order, and how many there are in all."""

    people: Sequence[Person] = ()
    calls: Sequence[Call] = ()
    groups: Sequence[Group] = ()
    counts: dict[str, int] = field(default_factory=lambda: {"people": 0, "calls": 0, "groups": 0})

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def search(work: UnitOfWork, words: str) -> Found:
    """Whatever has every word; nothing for no words. Raises Forbidden for whoever has no desk."""
    organisations = work.network.organisations
    if not any(work.actor.may("read", "registration", each) for each in organisations):
        raise Forbidden()
    wanted = words.lower().split()[:5]
    if not wanted:
        return Found()
    visible = {each.id: each for each in _calls(work)}
    named = [each for each in visible.values() if _has(wanted, _texts(each.title))]
    groups = [each for each in _groups(work, visible) if _has(wanted, (*_texts(each.name), each.theme or ""))]
    people = _people(work, words)
    counts = {"people": len(people), "calls": len(named), "groups": len(groups)}
    first = [each.id for each in people[:SHOWN]]
    cards = {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(first)))}
    return Found(
        [cards[each] for each in first],
        sorted(named, key=lambda each: _order(each.title))[:SHOWN],
        sorted(groups, key=lambda each: _order(each.name))[:SHOWN],
        counts,
    )


def _people(work: UnitOfWork, words: str) -> list[Any]:
    """All of them by name, so that the first of the Finnish order are the first."""
    if not any(work.actor.may("read", "contact_details", each) for each in work.network.organisations):
        return []
    chosen = people_of(work, words).with_only_columns(Person.id, Person.last_name, Person.first_name)
    rows = work.session.execute(chosen).all()
    return sorted(rows, key=lambda each: (sort_key(each.last_name), sort_key(each.first_name), each.id))


def _calls(work: UnitOfWork) -> list[Call]:
    chosen = select(Call).options(load_only(Call.id, Call.organisation, Call.title, Call.state_name, Call.kind))
    return [
        each
        for each in work.session.scalars(chosen)
        if each.state_name in calls.SHOWN or work.actor.may("write", "call", each.organisation)
    ]


def _groups(work: UnitOfWork, visible: Iterable[Any]) -> Iterable[Group]:
    names = load_only(Group.id, Group.call_id, Group.name, Group.theme, Group.state_name)
    return work.session.scalars(select(Group).options(names).where(Group.call_id.in_(list(visible))))


def _texts(text: dict[str, Any]) -> list[str]:
    return [str(each) for each in text.values() if each]


def _has(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    whole = " ".join(texts).lower()
    return all(each in whole for each in wanted)


def _order(text: dict[str, Any]) -> str:
    return sort_key(str(text.get("fi") or next(iter(_texts(text)), "")))
