"""Which of the dates asked about suit best, and why: a ranking that explains itself (dossier D.7).

A date on which enough members and every mentor can come goes before others; then most who say yes, most who can
come if needed, most organisations among them, and the earliest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.scheduling.domain.slots import Slot

ANSWERS = ("yes", "if_needed", "no")
CAN = frozenset({"yes", "if_needed"})


@dataclass(frozen=True, order=True)
class Option:
    """One date that is asked about."""

    slot: Slot
    id: UUID


@dataclass(frozen=True)
class Voters:
    """Who is asked: the members with their organisations, and the mentors."""

    members: Mapping[UUID, str]
    mentors: frozenset[UUID]

    def __iter__(self) -> Iterator[UUID]:
        return iter(sorted({*self.members, *self.mentors}))


@dataclass(frozen=True)
class Rank:
    """How one date suits: members by answer, mentors who have not said that they can come, and the verdict."""

    option: Option
    yes: tuple[UUID, ...]
    if_needed: tuple[UUID, ...]
    no: tuple[UUID, ...]
    silent: tuple[UUID, ...]
    mentors_missing: tuple[UUID, ...]
    organisations: int
    quorum: int

    @property
    def can(self) -> int:
        """How many members can come."""
        return len(self.yes) + len(self.if_needed)

    @property
    def short(self) -> int:
        """How many more members would have to be able to come."""
        return max(0, self.quorum - self.can)

    @property
    def enough(self) -> bool:
        """Whether the group can meet on this date."""
        return not self.short and not self.mentors_missing

    @property
    def absent(self) -> tuple[UUID, ...]:
        """Members and mentors who said no, or nothing."""
        return tuple(dict.fromkeys((*self.mentors_missing, *self.no, *self.silent)))


def ranked(
    options: Iterable[Option], answers: Mapping[UUID, Mapping[UUID, str]], voters: Voters, quorum: int
) -> list[Rank]:
    """All dates, the best first. Answers of people who are not in the group any more do not count."""
    return sorted((_rank(each, answers, voters, quorum) for each in options), key=_order)


def _rank(option: Option, answers: Mapping[UUID, Mapping[UUID, str]], voters: Voters, quorum: int) -> Rank:
    given = {person: answers.get(person, {}).get(option.id) for person in voters}
    yes, if_needed, no, silent = (_of(voters.members, given, kind) for kind in (*ANSWERS, None))
    coming = (*yes, *if_needed)
    return Rank(
        option,
        yes,
        if_needed,
        no,
        silent,
        tuple(sorted(each for each in voters.mentors if given[each] not in CAN)),
        len({voters.members[each] for each in coming}),
        quorum,
    )


def _of(people: Iterable[UUID], given: Mapping[UUID, str | None], kind: str | None) -> tuple[UUID, ...]:
    return tuple(sorted(each for each in people if given[each] == kind))


def _order(rank: Rank) -> tuple[Any, ...]:
    return (not rank.enough, -len(rank.yes), -rank.can, -rank.organisations, rank.option)
