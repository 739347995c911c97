"""Groups while they are put together: units at a pattern, and which rules a set of units breaks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.scheduling.domain.placement.units import Pattern, Setting, Unit


@dataclass
class Draft:
    """A group in the making."""

    pattern: Pattern
    units: list[Unit] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(each.size for each in self.units)


def lone(setting: Setting, units: Iterable[Unit]) -> list[str]:
    """The units with the only person of a kind that must not be alone."""
    rules, found = setting.instance.rules.no_lone, []
    if rules:
        members = [(unit.id, person) for unit in units for person in unit.people]
        for name, values in rules.items():
            for value in values:
                these = [unit for unit, person in members if person.attribute(name) == value]
                found += these if len(these) == 1 else []
    return found


def breaches(setting: Setting, units: Sequence[Unit]) -> int:
    """How many rules are broken: somebody alone of a kind, or two who are kept apart."""
    ids = {each.id for each in units}
    met = sum(len(setting.enemies[each] & ids) for each in ids if each in setting.enemies)
    return len(lone(setting, units)) + met // 2


def evenness(setting: Setting, units: Iterable[Unit]) -> int:
    """How many pairs of a group are alike in what is to be spread; fewer is better."""
    people = [person for unit in units for person in unit.people]
    total = 0
    for name in setting.instance.rules.spread:
        counts = Counter(value for each in people if (value := each.attribute(name)) is not None)
        total += sum(count * (count - 1) // 2 for count in counts.values())
    return total


def fits(setting: Setting, draft: Draft) -> bool:
    """Whether a group may be formed like this."""
    kind = setting.kinds[draft.pattern.group]
    return kind.least <= draft.size <= kind.most and not breaches(setting, draft.units)


def placed(drafts: Iterable[Draft]) -> int:
    """How many people the groups hold."""
    return sum(each.size for each in drafts)


def points(drafts: Iterable[Draft]) -> int:
    """How well the places suit, all together."""
    return sum(unit.points[each.pattern] for each in drafts for unit in each.units)
