"""The model that proves: how many people, and who, meet at each pattern, and how many groups that makes.

It leaves out only how the people of one pattern are split, so what it cannot place nobody can. Once the numbers of
groups are known the rest is a flow, whose corner solutions are whole; `splitting` then makes the groups.
"""

import math
from collections.abc import Sequence

from services.scheduling.domain.placement.bounds import lead_groups, limit_groups
from services.scheduling.domain.placement.program import INFINITE, Found, Optimiser, Program
from services.scheduling.domain.placement.units import Pattern, Setting, Unit

HALF, TINY = 0.5, 1e-6


class PatternModel:
    """Columns `at` (unit, pattern), `groups` (pattern), and the mentors that lead there."""

    def __init__(self, setting: Setting, *, exact: bool = False) -> None:
        self.setting = setting
        self.program = Program()
        self.whole = exact or any(each.size > 1 for each in setting.units if each.points)
        self.groups = {
            each: self.program.column(upper=setting.most_groups(each), whole=True) for each in setting.patterns
        }
        self.at = {
            (unit.id, pattern): self.program.column(whole=self.whole)
            for unit in setting.units
            for pattern in unit.points
        }
        sizes = [(column, float(setting.by_id[unit].size)) for (unit, _), column in self.at.items()]
        self.program.row(0.0, INFINITE, *sizes)
        self._total = len(self.program.rows) - 1
        self._people()
        self._sizes()
        formed = list(self.groups.items())
        limit_groups(self.program, setting, formed)
        lead_groups(self.program, setting, formed)
        if exact:
            self._company()

    def _people(self) -> None:
        for unit in self.setting.units:
            parts = [(self.at[unit.id, each], 1.0) for each in unit.points]
            self.program.row(1.0 if unit.lock is not None else 0.0, 1.0, *parts)

    def _sizes(self) -> None:
        for pattern, units in self.setting.available.items():
            kind = self.setting.kinds[pattern.group]
            people = [(self.at[each.id, pattern], float(each.size)) for each in units]
            self.program.row(-INFINITE, 0.0, *people, (self.groups[pattern], -float(kind.most)))
            self.program.row(0.0, INFINITE, *people, (self.groups[pattern], -float(kind.least)))
            locks = [(self.at[each.id, pattern], -1.0) for each in units if each.lock is not None]
            if locks:  # each locked group is a group of its own
                self.program.row(0.0, INFINITE, (self.groups[pattern], 1.0), *locks)

    def _company(self) -> None:
        """Of a kind that must not be alone there are at a pattern none, or two and more."""
        for name, values in self.setting.instance.rules.no_lone.items():
            for value in values:
                for pattern, units in self.setting.available.items():
                    these = [(each, sum(p.attribute(name) == value for p in each.people)) for each in units]
                    parts = [(self.at[each.id, pattern], float(count)) for each, count in these if count]
                    if parts:
                        some, most = self.program.column(whole=True), sum(count for _, count in parts)
                        self.program.row(-INFINITE, 0.0, *parts, (some, -most))
                        self.program.row(0.0, INFINITE, *parts, (some, -2.0))

    def most_people(self, optimiser: Optimiser) -> Found:
        """Place as many as can be placed."""
        self._people_at_least(0)
        for (unit, _), column in self.at.items():
            self.program.worth[column] = float(self.setting.by_id[unit].size)
        return self._solve(optimiser)

    def best_wishes(self, optimiser: Optimiser, people: int) -> Found:
        """Of all ways to place as many, the one that suits best."""
        self._people_at_least(people)
        for (unit, pattern), column in self.at.items():
            self.program.worth[column] = float(self.setting.by_id[unit].points[pattern])
        return self._solve(optimiser)

    def _people_at_least(self, people: int) -> None:
        self.program.rows[self._total] = (float(people), INFINITE, self.program.rows[self._total][2])

    def _solve(self, optimiser: Optimiser) -> Found:
        """Without the demand for whole numbers first: rounded, that is mostly the answer, with its proof."""
        relaxed = optimiser.solve(self.program.relaxed())
        if relaxed.values is None:
            return relaxed
        rounded = optimiser.solve(self.program.relaxed(self._counts(relaxed.values)))
        same = relaxed.proven and rounded.proven and rounded.bound >= math.floor(relaxed.bound + TINY) - TINY
        if same and rounded.values is not None and self.is_whole(rounded.values):
            return rounded
        found = optimiser.solve(self.program)
        if found.values is None or self.is_whole(found.values):
            return found
        again = optimiser.solve(self.program.relaxed(self._counts(found.values)))
        return Found(again.values, found.bound, found.proven and again.proven)

    def _counts(self, values: Sequence[float]) -> dict[int, float]:
        """A number of groups for each pattern that suits those who would come."""
        counts = {}
        for pattern, column in self.groups.items():
            kind = self.setting.kinds[pattern.group]
            people = sum(values[self.at[each.id, pattern]] * each.size for each in self.setting.available[pattern])
            fewest, most = math.ceil(people / kind.most - TINY), math.floor(people / kind.least + TINY)
            counts[column] = float(min(max(round(values[column]), fewest), most, self.program.upper[column]))
        return counts

    def read(self, values: Sequence[float]) -> dict[Pattern, tuple[int, list[Unit]]]:
        """For each pattern how many groups, and who."""
        found: dict[Pattern, tuple[int, list[Unit]]] = {}
        for pattern, column in self.groups.items():
            units = [each for each in self.setting.available[pattern] if values[self.at[each.id, pattern]] > HALF]
            if round(values[column]):
                found[pattern] = (round(values[column]), units)
        return found

    def is_whole(self, values: Sequence[float]) -> bool:
        """Whether nobody is in two places by halves."""
        return all(abs(values[each] - round(values[each])) < TINY for each in self.at.values())
