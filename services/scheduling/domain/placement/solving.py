"""Finds the groups: a quick answer, the model that proves, its people split; one exact model where rules need it.

Guaranteed: the groups keep every rule, `bound` is never less than what anybody could place, `proven` is said only of
both the number placed and their wishes. Not guaranteed: that the spread is the best possible.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.scheduling.domain.placement.exact import ExactModel, is_small
from services.scheduling.domain.placement.greedy import greedy
from services.scheduling.domain.placement.grouping import Draft, fits, lone, placed, points
from services.scheduling.domain.placement.improving import improve
from services.scheduling.domain.placement.instance import Instance
from services.scheduling.domain.placement.leading import Leading
from services.scheduling.domain.placement.model import PatternModel
from services.scheduling.domain.placement.program import Optimiser
from services.scheduling.domain.placement.splitting import split
from services.scheduling.domain.placement.units import Setting, prepared

TINY = 1e-6


@dataclass
class Solution:
    """Groups, the most that anybody could place, and whether nothing better exists. None: the locks cannot stay."""

    setting: Setting
    drafts: list[Draft] | None
    bound: int
    proven: bool = False
    cancelled: bool = False
    mentors: list[str | None] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return placed(self.drafts or ())

    @property
    def score(self) -> tuple[int, int]:
        """What is compared: people first, then how well it suits them."""
        return self.placed, points(self.drafts or ())


def solve(instance: Instance, optimiser: Optimiser, *, quiet: bool = False) -> Solution:
    """The best groups that can be found in the optimiser's time."""
    setting = prepared(instance)
    bound = sum(unit.size for unit in setting.units if unit.points)
    first = greedy(setting)
    best = Solution(setting, first, bound)
    if not quiet:
        optimiser.tell("started", best.placed, bound)
    if first is not None and not bound:
        return _led(best, proven=True)
    best, done = _by_patterns(best, optimiser, exact=False)
    if not quiet:
        optimiser.tell("grouped", best.placed, best.bound)
    if not done and optimiser.left() > 0 and _has_company(setting):
        best, done = _by_patterns(best, optimiser, exact=True)
    if not done and optimiser.left() > 0 and is_small(setting):
        best = _at_once(best, optimiser)
    best.cancelled = optimiser.cancelled
    return _led(best, proven=best.proven)


def _led(best: Solution, *, proven: bool) -> Solution:
    drafts = sorted(best.drafts or (), key=lambda each: (each.pattern, sorted(unit.id for unit in each.units)))
    leading = Leading(best.setting, drafts)
    best.mentors = [leading.of(number) for number in range(len(drafts))]
    best.drafts, best.proven = None if best.drafts is None else drafts, proven
    return best


def _has_company(setting: Setting) -> bool:
    return bool(setting.instance.rules.no_lone)


def _by_patterns(best: Solution, optimiser: Optimiser, *, exact: bool) -> tuple[Solution, bool]:
    """The model of patterns; whether there is nothing left to look for."""
    setting, model = best.setting, PatternModel(best.setting, exact=exact)
    people, wished = best.bound, model.best_wishes(optimiser, best.bound)
    if wished.values is None:  # not everybody can be placed
        most = model.most_people(optimiser)
        if most.values is None:
            return (Solution(setting, None, 0, proven=True), True) if most.proven else (best, False)
        best.bound = min(best.bound, math.floor(most.bound + TINY))
        people = sum(setting.by_id[unit].size * round(most.values[column]) for (unit, _), column in model.at.items())
        wished = model.best_wishes(optimiser, people)
        if wished.values is None:
            wished = most
    values = wished.values
    if values is None or not model.is_whole(values):
        return best, False
    drafts = split(setting, model.read(values))
    improve(setting, drafts)
    whole = all(fits(setting, each) for each in drafts)
    found = Solution(setting, _kept(setting, drafts), best.bound)
    better = _better(best, found)
    better.proven = whole and wished.proven and better.placed == better.bound
    return better, better.proven


def _kept(setting: Setting, drafts: Sequence[Draft]) -> list[Draft] | None:
    """What of the groups can stand: who breaks a rule leaves, and a group that has become too small goes."""
    kept = []
    for each in drafts:
        while not fits(setting, each):
            leaving = _who_leaves(setting, each)
            if leaving is None:
                break
            each.units = [unit for unit in each.units if unit.id != leaving]
        if fits(setting, each):
            kept.append(each)
        elif any(unit.lock is not None for unit in each.units):
            return None
    held = {unit.id for each in kept for unit in each.units}
    return kept if all(each.id in held for each in setting.units if each.lock is not None) else None


def _who_leaves(setting: Setting, draft: Draft) -> str | None:
    free = {each.id for each in draft.units if each.lock is None}
    alone = [each for each in lone(setting, draft.units) if each in free]
    ids = {each.id for each in draft.units}
    met = [each for each in sorted(free) if setting.enemies.get(each, frozenset()) & ids]
    large = sorted(free) if draft.size > setting.kinds[draft.pattern.group].most else []
    return next(iter([*alone, *met, *large]), None)


def _better(one: Solution, other: Solution) -> Solution:
    if one.drafts is None or (other.drafts is not None and other.score >= one.score):
        return other
    return one


def _at_once(best: Solution, optimiser: Optimiser) -> Solution:
    """The one exact model, from the best groups known."""
    model = ExactModel(best.setting)
    most = model.most_people(optimiser, best.drafts or ())
    if most.values is None:
        return Solution(best.setting, None, 0, proven=True) if most.proven and best.drafts is None else best
    bound = min(best.bound, math.floor(most.bound + TINY))
    found = Solution(best.setting, model.read(most.values), bound)
    wished = model.best_wishes(optimiser, found.placed, most.values)
    if wished.values is not None:
        found.drafts = model.read(wished.values)
    assert found.drafts is not None
    improve(best.setting, found.drafts)
    better = _better(best, found)
    better.bound = bound
    better.proven = better is found and wished.proven and found.placed == bound
    return better
