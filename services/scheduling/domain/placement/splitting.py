"""Splits the people of one pattern into groups, dealt out by organisation: sizes and organisations differ by one.

Dealing a sorted list in turn is exact for one attribute; what more rules and attributes ask is mended afterwards.
"""

from collections.abc import Callable, Mapping, Sequence

from services.scheduling.domain.placement.grouping import Draft
from services.scheduling.domain.placement.units import Pattern, Setting, Unit


def split(setting: Setting, chosen: Mapping[Pattern, tuple[int, list[Unit]]]) -> list[Draft]:
    """Groups of all patterns. Rules may still be broken, and sizes too where units of several people do not fit."""
    return [draft for pattern in sorted(chosen) for draft in _dealt(setting, pattern, *chosen[pattern])]


def _dealt(setting: Setting, pattern: Pattern, count: int, units: list[Unit]) -> list[Draft]:
    drafts = [Draft(pattern, [each]) for each in units if each.lock is not None]
    drafts += [Draft(pattern) for _ in range(count - len(drafts))]
    floor, larger = divmod(sum(each.size for each in units), count)
    sizes = [each.size for each in drafts]
    for unit in sorted((each for each in units if each.lock is None), key=lambda each: _order(setting, each)):
        open_ = sum(each > floor for each in sizes) < larger
        room = [n for n, size in enumerate(sizes) if size + unit.size <= floor + (open_ or size > floor)]
        chosen = min(room or range(count), key=_cost(setting, drafts, sizes, unit))
        drafts[chosen].units.append(unit)
        sizes[chosen] += unit.size
    return drafts


def _order(setting: Setting, unit: Unit) -> tuple[int, tuple[str, ...], str]:
    names = (*setting.instance.rules.no_lone, *setting.instance.rules.spread)
    return -unit.size, tuple(unit.people[0].attribute(each) or "" for each in names), unit.id


def _cost(
    setting: Setting, drafts: Sequence[Draft], sizes: Sequence[int], unit: Unit
) -> Callable[[int], tuple[int, int, int]]:
    """Where a unit goes: to the fewest enemies, then to the fewest who are like it, then to the smallest group."""
    apart = setting.enemies.get(unit.id, frozenset())
    own = [(name, unit.people[0].attribute(name)) for name in setting.instance.rules.spread]

    def cost(number: int) -> tuple[int, int, int]:
        others = drafts[number].units
        alike = sum(
            value is not None and person.attribute(name) == value
            for each in others
            for person in each.people
            for name, value in own
        )
        return sum(each.id in apart for each in others) if apart else 0, alike, sizes[number]

    return cost
