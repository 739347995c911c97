"""The groups that a coordinator is in charge of, page by page.

Asks a fixed number of questions of the database, however many groups there are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.problems import SHOWN, Problem, problems
from services.scheduling.domain.slots import Slot
from services.scheduling.queries.dated import dates_of, refused_on
from services.scheduling.tables import KnownGroup, Series
from shared.errors import Forbidden
from shared.people import Person
from shared.work import UnitOfWork

PER_PAGE = 50


@dataclass(frozen=True)
class OverviewRow:
    """One group: how far it is, what to look at, when it meets next, who leads it."""

    id: UUID
    name: dict[str, str | None]
    state: str
    meetings_held: int
    meetings_planned: int
    problems: tuple[Problem, ...]
    next: Slot | None
    mentor_ids: tuple[UUID, ...]
    mentors: tuple[Person, ...] = ()

    def belongs(self, shown: str) -> bool:
        """Whether the row is among those that somebody asked to see."""
        return bool(self.problems) if shown == "problems" else self.state == shown


@dataclass(frozen=True)
class Overview:
    """A page of groups, and the numbers of all that the reader coordinates. `counts`: groups by name of SHOWN."""

    rows: Sequence[OverviewRow]
    counts: dict[str, int]
    total: int
    held: int
    planned: int
    shown: str
    name: str
    page: int
    pages: int


def overview(work: UnitOfWork, *, shown: str = "", name: str = "", page: int = 1) -> Overview:
    """The groups that the reader coordinates, those with problems first. Raises Forbidden for others.

    `shown`: only some of them, of SHOWN; `name`: only groups or mentors whose name holds this.
    """
    everything = _rows(work, _in_charge(work))
    chosen = [each for each in everything if not shown or each.belongs(shown)]
    if name:
        led = _named(work, chosen, name)
        chosen = [each for each in chosen if _holds(each.name.values(), name) or led.intersection(each.mentor_ids)]
    chosen.sort(key=lambda each: (not each.problems, each.state == "finished", str(each.name["fi"]), each.id))
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    return Overview(
        _led(work, chosen[(page - 1) * PER_PAGE : page * PER_PAGE]),
        _counted(everything),
        len(everything),
        sum(each.meetings_held for each in everything),
        sum(each.meetings_planned for each in everything),
        shown,
        name,
        page,
        pages,
    )


def _in_charge(work: UnitOfWork) -> list[str]:
    found = [each for each in work.network.organisations if work.actor.may("write", "call", organisation=each)]
    if not found:
        raise Forbidden()
    return found


def _rows(work: UnitOfWork, organisations: Sequence[str]) -> list[OverviewRow]:
    numbers = (Series.state_, Series.meetings_held, Series.meetings_planned)
    columns = (Series.id, KnownGroup.data["name"], *numbers, KnownGroup.mentor_ids)
    statement = select(*columns).join(KnownGroup, KnownGroup.id == Series.id)
    found = work.session.execute(statement.where(Series.organisation.in_(organisations), ~KnownGroup.gone)).all()
    going_on = [row[0] for row in found if row[2] != "finished"]  # what has finished has no problems
    dates, refused = dates_of(work, going_on), refused_on(work, going_on)
    return [_row(work, row, dates.get(row[0]), refused.get(row[0])) for row in found]


def _row(work: UnitOfWork, row: Any, dates: Any, refused: date | None) -> OverviewRow:
    id_, name, state, held, planned, mentors = row
    told = problems(dates.meetings, dates.reserves, work.now, refused) if dates else []
    coming = [each.slot for each in dates.meetings if each.state == "scheduled"] if dates else []
    ahead = next((each for each in coming if work.now < each.ends_at), None)
    return OverviewRow(id_, name, state, held, planned, tuple(told), ahead, tuple(mentors))


def _counted(rows: Iterable[OverviewRow]) -> dict[str, int]:
    found = Counter(each for row in rows for each in SHOWN if row.belongs(each))
    return {each: found[each] for each in SHOWN}


def _holds(names: Iterable[str | None], wanted: str) -> bool:
    return any(wanted.casefold() in each.casefold() for each in names if each)


def _named(work: UnitOfWork, rows: Iterable[OverviewRow], name: str) -> set[UUID]:
    """The mentors of the rows whose name holds this."""
    return {each.id for each in _mentors(work, rows).values() if _holds([each.name], name)}


def _led(work: UnitOfWork, rows: Sequence[OverviewRow]) -> list[OverviewRow]:
    found = _mentors(work, rows)
    return [replace(each, mentors=tuple(found[one] for one in each.mentor_ids if one in found)) for each in rows]


def _mentors(work: UnitOfWork, rows: Iterable[OverviewRow]) -> dict[UUID, Person]:
    ids = {one for each in rows for one in each.mentor_ids}
    return {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(ids)))}
