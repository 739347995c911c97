"""The whole question in one model, group by group, for when rules keep a pattern's people from being split.

Groups of one pattern are alike, so they are ordered: the next is formed only after the one before it.
"""

from collections.abc import Sequence

from services.scheduling.domain.placement.bounds import lead_groups, limit_groups
from services.scheduling.domain.placement.grouping import Draft
from services.scheduling.domain.placement.program import INFINITE, Found, Optimiser, Program
from services.scheduling.domain.placement.units import Pattern, Setting, Unit

LARGEST = 60_000
HALF = 0.5
Group = tuple[Pattern, int]


def is_small(setting: Setting) -> bool:
    """Whether the model stays of a size that can be solved."""
    return sum(len(units) * setting.most_groups(each) for each, units in setting.available.items()) <= LARGEST


class ExactModel:
    """Columns: whether a group is formed, who is in it, who leads at each pattern."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.program = setting, Program()
        self.formed: dict[Group, int] = {}
        self.at: dict[tuple[str, Group], int] = {}
        for pattern in setting.patterns:
            for number in range(setting.most_groups(pattern)):
                self._group((pattern, number))
        self._once_each()
        formed = [(pattern, column) for (pattern, _), column in self.formed.items()]
        limit_groups(self.program, setting, formed)
        lead_groups(self.program, setting, formed)

    def _group(self, group: Group) -> None:
        pattern, number = group
        kind, units = self.setting.kinds[pattern.group], self.setting.available[pattern]
        formed = self.formed[group] = self.program.column(whole=True)
        if number:
            self.program.row(0.0, INFINITE, (self.formed[pattern, number - 1], 1.0), (formed, -1.0))
        for each in units:
            self.at[each.id, group] = self.program.column(whole=True)
        people = [(self.at[each.id, group], float(each.size)) for each in units]
        self.program.row(-INFINITE, 0.0, *people, (formed, -float(kind.most)))
        self.program.row(0.0, INFINITE, *people, (formed, -float(kind.least)))
        self._company(group, units, formed)

    def _company(self, group: Group, units: Sequence[Unit], formed: int) -> None:
        here = {each.id for each in units}
        for each in here:
            for other in sorted(self.setting.enemies.get(each, frozenset()) & here):
                if each < other:
                    parts = ((self.at[each, group], 1.0), (self.at[other, group], 1.0), (formed, -1.0))
                    self.program.row(-INFINITE, 0.0, *parts)
        for name, values in self.setting.instance.rules.no_lone.items():
            for value in values:
                counts = [(each, sum(p.attribute(name) == value for p in each.people)) for each in units]
                parts_ = [(self.at[each.id, group], float(count)) for each, count in counts if count]
                if parts_:
                    some, most = self.program.column(whole=True), float(self.setting.kinds[group[0].group].most)
                    self.program.row(-INFINITE, 0.0, *parts_, (some, -most))
                    self.program.row(0.0, INFINITE, *parts_, (some, -2.0))

    def _once_each(self) -> None:
        columns: dict[str, list[int]] = {each.id: [] for each in self.setting.units}
        for (name, _), column in self.at.items():
            columns[name].append(column)
        for unit in self.setting.units:
            least = 1.0 if unit.lock is not None else 0.0
            self.program.row(least, 1.0, *((each, 1.0) for each in columns[unit.id]))

    def most_people(self, optimiser: Optimiser, drafts: Sequence[Draft]) -> Found:
        """Place as many as can be placed; begins with groups that are known to be possible."""
        for (name, _), column in self.at.items():
            self.program.worth[column] = float(self.setting.by_id[name].size)
        return optimiser.solve(self.program, self._start(drafts))

    def best_wishes(self, optimiser: Optimiser, people: int, start: Sequence[float]) -> Found:
        """Of all ways to place as many, the one that suits best."""
        parts = [(column, float(self.setting.by_id[name].size)) for (name, _), column in self.at.items()]
        self.program.row(float(people), INFINITE, *parts)
        for (name, group), column in self.at.items():
            self.program.worth[column] = float(self.setting.by_id[name].points[group[0]])
        return optimiser.solve(self.program, dict(enumerate(start)))

    def read(self, values: Sequence[float]) -> list[Draft]:
        """The groups of a solution."""
        drafts = {group: Draft(group[0]) for group, column in self.formed.items() if values[column] > HALF}
        for (name, group), column in self.at.items():
            if values[column] > HALF:
                drafts[group].units.append(self.setting.by_id[name])
        return list(drafts.values())

    def _start(self, drafts: Sequence[Draft]) -> dict[int, float]:
        """Values of the groups and their people; the solver finds the rest."""
        values = {column: 0.0 for columns in (self.formed, self.at) for column in columns.values()}
        seen: dict[Pattern, int] = {}
        for each in drafts:
            group = each.pattern, seen.get(each.pattern, 0)
            seen[each.pattern] = group[1] + 1
            values[self.formed[group]] = 1.0
            for unit in each.units:
                values[self.at[unit.id, group]] = 1.0
        return values if drafts else {}
