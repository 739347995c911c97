"""A quick answer that keeps every rule: where the solver starts, and what it is measured against."""

from services.scheduling.domain.placement.grouping import Draft, breaches, fits, lone
from services.scheduling.domain.placement.leading import Leading
from services.scheduling.domain.placement.units import Pattern, Setting, Unit


def greedy(setting: Setting) -> list[Draft] | None:
    """Groups one by one, each where it takes the most people. None if what is locked cannot stay."""
    return _Filling(setting).run()


class _Filling:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.free = {each.id for each in setting.units if each.lock is None}
        self.crowd = {
            pattern: sum(each.size for each in units if each.id in self.free)
            for pattern, units in setting.available.items()
        }
        self.useless: set[Pattern] = set()

    def run(self) -> list[Draft] | None:
        locked = [each for each in self.setting.units if each.lock is not None]
        if not all(each.points for each in locked):
            return None
        drafts = [Draft(next(iter(each.points)), [each]) for each in locked]
        for each in drafts:
            self._fill(each)
        leading = Leading(self.setting, drafts)
        if not leading.complete or not all(fits(self.setting, each) for each in drafts):
            return None
        if not _within(self.setting, drafts):
            return None
        while (best := self._best(drafts, leading)) is not None:
            drafts.append(best)
        return drafts

    def _best(self, drafts: list[Draft], leading: Leading) -> Draft | None:
        """The next group; patterns that gave none give none later either, with fewer people left."""
        for pattern in sorted(self.setting.patterns, key=self._order):
            draft = Draft(pattern)
            if pattern in self.useless:
                continue
            if self.crowd[pattern] >= self.setting.kinds[pattern.group].least:
                self._fill(draft)
            if fits(self.setting, draft) and _within(self.setting, [*drafts, draft]) and leading.take(draft):
                return draft
            for each in draft.units:
                self._take(each, back=True)
            self.useless.add(pattern)
        return None

    def _order(self, pattern: Pattern) -> tuple[int, Pattern]:
        return -min(self.crowd[pattern], self.setting.kinds[pattern.group].most), pattern

    def _fill(self, draft: Draft) -> None:
        """Take in who has the fewest other choices, as far as there is room; nobody remains alone of a kind."""
        most, size = self.setting.kinds[draft.pattern.group].most, draft.size
        for unit in self.setting.available[draft.pattern]:
            if size == most:
                break
            if unit.id not in self.free or size + unit.size > most:
                continue
            apart = self.setting.enemies.get(unit.id)
            if not apart or not any(each.id in apart for each in draft.units):
                draft.units.append(unit)
                size += unit.size
                self._take(unit)
        while breaches(self.setting, draft.units):
            alone = set(lone(self.setting, draft.units))
            leaving = [each for each in draft.units if each.id in alone and each.lock is None]
            if not leaving:
                break
            draft.units = [each for each in draft.units if each not in leaving]
            for each in leaving:
                self._take(each, back=True)

    def _take(self, unit: Unit, *, back: bool = False) -> None:
        (self.free.add if back else self.free.discard)(unit.id)
        for pattern in unit.points:
            self.crowd[pattern] += unit.size if back else -unit.size


def _within(setting: Setting, drafts: list[Draft]) -> bool:
    """Whether as many groups may be formed, of all kinds and of each."""
    limit = setting.instance.groups_max
    if limit is not None and len(drafts) > limit:
        return False
    last = [each.pattern.group for each in drafts]
    limits = ((name, setting.kinds[name].times) for name in set(last))
    return all(times is None or last.count(name) <= times for name, times in limits)
