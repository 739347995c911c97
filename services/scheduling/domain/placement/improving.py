"""Mends and evens out groups by moves and exchanges that place nobody worse: broken rules first, then the spread."""

from collections.abc import Iterator, Sequence

from services.scheduling.domain.placement.grouping import Draft, breaches, evenness
from services.scheduling.domain.placement.units import Setting, Unit

MOST_TRIED = 10_000
MANY_GROUPS = 60


def improve(setting: Setting, drafts: Sequence[Draft]) -> None:
    """Change the groups until nothing helps any more, or enough has been tried."""
    if setting.instance.rules != type(setting.instance.rules)() or any(each.size > 1 for each in setting.units):
        _Improving(setting, drafts).run()


class _Improving:
    def __init__(self, setting: Setting, drafts: Sequence[Draft]) -> None:
        self.setting, self.drafts = setting, drafts
        self.costs = [self._cost(each, each.units) for each in drafts]
        self.left = 0

    def run(self) -> None:
        """First the groups that break a rule, then all."""
        for mending in (True, False):
            self.left, changed = MOST_TRIED, True
            while changed and self.left > 0:
                order = sorted(range(len(self.drafts)), key=lambda each: self.costs[each], reverse=True)
                better = [self._better(each) for each in order if not mending or self.costs[each][0]]
                changed = any(better)

    def _better(self, first: int) -> bool:
        if not any(self.costs[first]):
            return False
        for second, own, other in self._changes(first):
            self.left -= 1
            if self.left <= 0:
                return False
            pair = (self.drafts[first], self.drafts[second])
            after = [_changed(pair[0], own, other), _changed(pair[1], other, own)]
            costs = [self._cost(each, units) for each, units in zip(pair, after, strict=True)]
            before = _sum(self.costs[first], self.costs[second])
            if _sum(*costs) < before:
                pair[0].units, pair[1].units = after
                self.costs[first], self.costs[second] = costs
                return True
        return False

    def _changes(self, first: int) -> Iterator[tuple[int, Unit | None, Unit | None]]:
        """Exchanges of two units, and moves of one; within a pattern and between patterns."""
        draft, near = self.drafts[first], self.costs[first][0] or len(self.drafts) <= MANY_GROUPS
        for own in (each for each in draft.units if each.lock is None and self._disturbs(first, each)):
            for second, target in enumerate(self.drafts):
                if second != first and target.pattern in own.points and (near or target.pattern == draft.pattern):
                    gain = own.points[target.pattern] - own.points[draft.pattern]
                    if gain >= 0:
                        yield second, own, None
                    for other in target.units:
                        back = other.points.get(draft.pattern) if other.lock is None else None
                        if back is not None and gain + back >= other.points[target.pattern]:
                            yield second, own, other

    def _disturbs(self, number: int, unit: Unit) -> bool:
        """Whether the group could be better without the unit: a rule is broken, or somebody is like them."""
        if self.costs[number][0]:
            return True
        without = evenness(self.setting, [each for each in self.drafts[number].units if each is not unit])
        return without < self.costs[number][1]

    def _cost(self, draft: Draft, units: Sequence[Unit]) -> tuple[int, int]:
        kind, size = self.setting.kinds[draft.pattern.group], sum(each.size for each in units)
        wrong = max(kind.least - size, size - kind.most, 0)
        return wrong + breaches(self.setting, units), evenness(self.setting, units)


def _changed(draft: Draft, out: Unit | None, into: Unit | None) -> list[Unit]:
    return [each for each in draft.units if each is not out] + ([into] if into else [])


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]
