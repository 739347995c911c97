"""The board of a proposal: groups with their times and people, those left out, and what could be done with each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.placement.board import Proposed
from services.scheduling.domain.placement.instance import IF_NEEDED
from services.scheduling.tables import KnownCall, KnownGroup, Placement
from services.scheduling.tables.candidates import Candidate, answers_of, candidates, groups_of, mentors_of, require_call
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.web.formats import sort_key
from shared.work import UnitOfWork

MANY_GROUPS = 40


@dataclass(frozen=True)
class Row:
    """A person on the board. `choices`: groups that meet when the person can, and whether only if needed."""

    person: Person
    candidate: Candidate
    group: str
    locked: bool
    choices: list[tuple[str, bool]]
    grudging: bool = False
    wish: int = 0  # 1 for the first wish; 0 where none is fulfilled
    reason: str = ""
    helps: tuple[dict[str, Any], ...] = ()
    led_by_supervisor: bool = False  # R88: a warning, never a refusal


@dataclass(frozen=True)
class Section:
    """A group on the board; without `proposed` it would not be formed."""

    group: KnownGroup
    proposed: Proposed | None
    rows: list[Row]
    mentors: list[Person]

    @property
    def wrong_size(self) -> bool:
        """Whether it could not be confirmed as it is."""
        return bool(self.rows) and not self.group.data["min_size"] <= len(self.rows) <= self.group.data["max_size"]


@dataclass
class BoardView:
    """All of a board, with a fixed number of queries."""

    work: UnitOfWork
    call: KnownCall
    placement: Placement | None

    @cached_property
    def groups(self) -> list[KnownGroup]:
        found = groups_of(self.work, self.call.id)
        return sorted(found, key=lambda each: (sort_key(each.data["name"]["fi"]), str(each.id)))

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        return {str(each.person_id): each for each in candidates(self.work, self.call.id)}

    @cached_property
    def mentors(self) -> list[Person]:
        return mentors_of(self.work, self.groups)

    @cached_property
    def cards(self) -> dict[str, Person]:
        ids = {each.person_id for each in self.candidates.values()}
        found = self.work.session.scalars(select(Person).where(Person.id.in_(ids), ~Person.gone))
        return {str(each.id): each for each in found}

    @cached_property
    def proposed(self) -> dict[str, Proposed]:
        return {each.group: each for each in self.placement.proposed} if self.placement else {}

    @cached_property
    def sections(self) -> list[Section]:
        return [self._section(each) for each in self.groups]

    @cached_property
    def left(self) -> list[Row]:
        """Those without a group, with the reason where one is known."""
        placed = {row.candidate.person_id for each in self.sections for row in each.rows}
        why = {each["id"]: each for each in self.placement.unplaced} if self.placement else {}
        rows = []
        for name, candidate in self.candidates.items():
            if candidate.person_id not in placed and name in self.cards:
                told = why.get(name, {})
                rows.append(self._row(name, "", told.get("reason", ""), tuple(told.get("would_help", ()))))
        return _by_name(rows)

    @property
    def placed(self) -> int:
        return sum(len(each.rows) for each in self.sections)

    def _section(self, group: KnownGroup) -> Section:
        proposed = self.proposed.get(str(group.id))
        here = [
            each for each in (proposed.people if proposed else ()) if each in self.candidates and each in self.cards
        ]
        rows = _by_name([self._row(each, str(group.id)) for each in here])
        ids = self._leading.get(str(group.id), set())
        return Section(group, proposed, rows, [each for each in self.mentors if str(each.id) in ids])

    def _row(self, name: str, group: str, reason: str = "", helps: tuple[dict[str, Any], ...] = ()) -> Row:
        candidate = self.candidates[name]
        free = answers_of(candidate)
        others = [each for each in self.proposed.values() if each.group != group and each.slot in free]
        if len(self.proposed) > MANY_GROUPS:  # a menu of hundreds helps nobody: the wishes remain
            others = [each for each in others if each.group in candidate.wishes]
        choices = [(each.group, free[each.slot] == IF_NEEDED) for each in others]
        own = self.proposed.get(group)
        return Row(
            person=self.cards[name],
            candidate=candidate,
            group=group,
            locked=own is not None and name in own.locked,
            choices=choices,
            grudging=own is not None and free.get(own.slot) == IF_NEEDED,
            wish=candidate.wishes.index(group) + 1 if group in candidate.wishes else 0,
            reason=reason,
            helps=helps,
            led_by_supervisor=bool(candidate.supervisor_id) and candidate.supervisor_id in self._leading.get(group, ()),
        )

    @cached_property
    def _leading(self) -> dict[str, set[str]]:
        """Those who would lead each group: the mentors named in it, else the one proposed."""
        proposed = {name: {each.mentor} for name, each in self.proposed.items() if each.mentor}
        named = {str(each.id): set(map(str, each.mentor_ids)) for each in self.groups if each.mentor_ids}
        return proposed | named


def board(work: UnitOfWork, call_id: UUID) -> BoardView:
    """The board of a call, for its coordinator. Raises NotFound, Forbidden, NotPlacedTogether."""
    return BoardView(work, require_call(work, call_id), _placement(work, call_id))


def placement(work: UnitOfWork, call_id: UUID) -> Placement:
    """The proposal of a call, for its coordinator. Raises NotFound, Forbidden."""
    found = board(work, call_id).placement
    if found is None:
        raise NotFound()
    return found


def boards(work: UnitOfWork) -> list[BoardView]:
    """The calls whose groups the reader puts together, the newest first. Raises Forbidden."""
    in_charge = [each for each in work.network.organisations if work.actor.may("write", "call", organisation=each)]
    if not in_charge:
        raise Forbidden()
    together = KnownCall.data["placing"].astext == "together"
    found = work.session.scalars(
        select(KnownCall).where(together, ~KnownCall.gone, KnownCall.organisation.in_(in_charge))
    )
    ordered = sorted(found, key=lambda each: (str(each.data.get("opens_at")), str(each.id)), reverse=True)
    return [BoardView(work, each, _placement(work, each.id)) for each in ordered]


def _placement(work: UnitOfWork, call_id: UUID) -> Placement | None:
    found: Placement | None = work.session.scalar(select(Placement).where(Placement.call_id == call_id))
    return found


def _by_name(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda each: (sort_key(each.person.last_name), sort_key(each.person.first_name)))
