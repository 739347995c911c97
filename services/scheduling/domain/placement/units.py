"""An instance made ready: people who stay together are one unit; where each unit can go; who must not meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.scheduling.domain.placement.instance import Instance, Kind, Mentor, Person


@dataclass(frozen=True, order=True)
class Pattern:
    """A kind of group at a slot."""

    group: str
    slot: str


@dataclass(frozen=True)
class Unit:
    """People who are placed together or not at all. `lock`: the number of the locked group that they are in."""

    id: str
    people: tuple[Person, ...]
    points: Mapping[Pattern, int]
    lock: int | None = None

    @cached_property
    def size(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Setting:
    """What a solution is sought in. Everything is in one order, whatever order the instance came in."""

    instance: Instance
    units: tuple[Unit, ...]
    patterns: tuple[Pattern, ...]
    enemies: Mapping[str, frozenset[str]]

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return {each.id: each for each in self.instance.kinds}

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        return {each.id: each for each in self.units}

    @cached_property
    def available(self) -> dict[Pattern, tuple[Unit, ...]]:
        """Who could go where; those with the fewest other choices first."""
        found: dict[Pattern, list[Unit]] = {each: [] for each in self.patterns}
        for unit in sorted(self.units, key=lambda each: (len(each.points), each.id)):
            for pattern in unit.points:
                found[pattern].append(unit)
        return {pattern: tuple(units) for pattern, units in found.items()}

    @cached_property
    def leaders(self) -> dict[Pattern, tuple[Mentor, ...]] | None:
        """Who could lead where; None if nobody is needed."""
        mentors = self.instance.mentors
        if mentors is None:
            return None
        return {each: tuple(m for m in mentors if m.may_lead(each.group, each.slot)) for each in self.patterns}

    def most_groups(self, pattern: Pattern) -> int:
        """How many groups a pattern can have at most, looking at it alone."""
        kind = self.kinds[pattern.group]
        limits = [sum(each.size for each in self.available[pattern]) // kind.least]
        limits += [each for each in (kind.times, self.instance.groups_max) if each is not None]
        if self.leaders is not None:
            limits.append(len(self.leaders[pattern]))
        return min(limits)


def prepared(instance: Instance) -> Setting:
    """The setting of an instance."""
    cards = {each.id: each for each in instance.people}
    locks = {each: number for number, lock in enumerate(instance.locked) for each in lock.people}
    sets = [lock.people for lock in instance.locked] + list(instance.rules.together)
    units = []
    for people in joined(cards, sets):
        numbers = {locks[each] for each in people if each in locks}
        members = tuple(cards[each] for each in people)
        lock = min(numbers) if numbers else None
        points = _points(instance, members) if len(numbers) <= 1 else {}
        if lock is not None:
            place = Pattern(instance.locked[lock].group, instance.locked[lock].slot)
            points = {each: value for each, value in points.items() if each == place}
        units.append(Unit(people[0], members, points, lock))
    ordered = tuple(sorted(units, key=lambda each: each.id))
    patterns = tuple(sorted({each for unit in ordered for each in unit.points}))
    return Setting(instance, ordered, patterns, _enemies(instance, ordered))


def joined(cards: Iterable[str], sets: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Sets that share somebody are one."""
    root = {each: each for each in cards}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for people in sets:
        for other in people[1:]:
            root[top(other)] = top(people[0])
    found: dict[str, list[str]] = {}
    for each in sorted(root):
        found.setdefault(top(each), []).append(each)
    return [tuple(each) for each in found.values()]


def _points(instance: Instance, members: tuple[Person, ...]) -> dict[Pattern, int]:
    slots = sorted(set.intersection(*(set(each.slots) for each in members)))
    return {
        Pattern(kind.id, slot): sum(each.points(kind.id, slot) for each in members)
        for kind in instance.kinds
        if len(members) <= kind.most
        for slot in slots
    }


def _enemies(instance: Instance, units: Iterable[Unit]) -> dict[str, frozenset[str]]:
    """Who must not be with whom: those kept apart, and those of different locked groups."""
    home = {each.id: unit.id for unit in units for each in unit.people}
    locked = [unit.id for unit in units if unit.lock is not None]
    found: dict[str, set[str]] = {}
    for people in [*([home[each] for each in names] for names in instance.rules.apart), locked]:
        for each in people:
            found.setdefault(each, set()).update(people)
    return {each: frozenset(others - {each}) for each, others in found.items()}
