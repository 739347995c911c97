"""What is to be placed: people, mentors, slots, groups, rules, and what has been locked already."""

from collections.abc import Mapping
from dataclasses import dataclass, field

YES, IF_NEEDED = "yes", "if_needed"
WISH_POINTS = (4, 2, 1)
IF_NEEDED_POINTS = -2
SPREAD_ALWAYS = "organisation"


@dataclass(frozen=True)
class Person:
    """Somebody to place. `slots` has only those that suit; `wishes` are slots or groups, the first wished most."""

    id: str
    organisation: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()
    kind: Mapping[str, str] = field(default_factory=dict)

    def attribute(self, name: str) -> str | None:
        """What is spread or kept from being alone: the organisation, or a kind."""
        return self.organisation or None if name == SPREAD_ALWAYS else self.kind.get(name)

    def points(self, group: str, slot: str) -> int:
        """How well a place suits: the best wish that it fulfils, less for a time that suits only if needed."""
        ranks = [rank for rank, wish in enumerate(self.wishes) if wish in (group, slot)]
        wished = WISH_POINTS[min(ranks[0], len(WISH_POINTS) - 1)] if ranks else 0
        return wished + (IF_NEEDED_POINTS if self.slots.get(slot) == IF_NEEDED else 0)


@dataclass(frozen=True)
class Mentor:
    """Somebody who leads one group at most. `groups`: those that they may lead; empty for any."""

    id: str
    slots: frozenset[str]
    groups: frozenset[str] = frozenset()

    def may_lead(self, group: str, slot: str) -> bool:
        """Whether they are free then, and the group is one of theirs."""
        return slot in self.slots and (not self.groups or group in self.groups)


@dataclass(frozen=True)
class Kind:
    """A group that may be formed: its name, its size, how many times it may be formed (None: no limit)."""

    id: str
    least: int
    most: int
    times: int | None = None


@dataclass(frozen=True)
class Rules:
    """What holds inside a group."""

    no_lone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    spread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Locked:
    """Part of a group that stays as it is: these people at this slot, led by this mentor if one is named."""

    slot: str
    group: str
    people: tuple[str, ...]
    mentor: str | None = None


@dataclass(frozen=True)
class Instance:
    """One question. `mentors` None: nobody is needed to lead; `groups_max` None: as many groups as there can be."""

    people: tuple[Person, ...]
    slots: tuple[str, ...]
    kinds: tuple[Kind, ...]
    mentors: tuple[Mentor, ...] | None = None
    groups_max: int | None = None
    rules: Rules = Rules()
    locked: tuple[Locked, ...] = ()
    named: bool = False


@dataclass(frozen=True)
class Formed:
    """One group as proposed; people in the order of their ids."""

    group: str
    slot: str
    people: tuple[str, ...]
    mentor: str | None = None
