"""Why somebody was left out, and the least change that would place them.

Guaranteed: a change is named only if it is true when tried. Either it follows (whoever becomes free where a group has
room raises a proven number, so it is they who are placed), or the changed instance was solved and they were placed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.scheduling.domain.placement.grouping import Draft, breaches
from services.scheduling.domain.placement.instance import IF_NEEDED, Instance, Kind, Mentor, Person
from services.scheduling.domain.placement.program import Optimiser
from services.scheduling.domain.placement.solving import Solution, solve
from services.scheduling.domain.placement.units import Pattern, Setting, Unit

MOST_TRIED = 40
MOST_OWN = 3
REASONS = (
    "locks_contradict",
    "no_slot_marked",
    "no_common_slot",
    "together_too_many",
    "no_mentor_at_their_slots",
    "too_few_at_their_slots",
    "rule_kept_them_out",
    "no_mentor_left",
    "no_group_left",
    "groups_full",
)


@dataclass(frozen=True)
class Change:
    """One change. `slot`, `to` and `rule` as the kind of change needs them; `people`: whom it would place."""

    change: str
    people: tuple[str, ...]
    slot: str | None = None
    to: int | None = None
    rule: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Left:
    """Somebody left out."""

    id: str
    reason: str
    would_help: tuple[Change, ...]


def left_out(solution: Solution, optimiser: Optimiser) -> list[Left]:
    """Everybody without a group, in the order of their ids."""
    held = {unit.id for draft in solution.drafts or () for unit in draft.units}
    units = [each for each in solution.setting.units if each.id not in held]
    if not units:
        return []
    changes = _tried(solution, units, optimiser)
    found = []
    for unit in units:
        mine = [each for each in changes if {person.id for person in unit.people} <= set(each.people)]
        own = _own(solution, unit) if solution.proven and solution.drafts is not None else []
        reason = _reason(solution, unit, mine)
        found += [Left(person.id, reason, (*mine[:MOST_OWN], *own)) for person in unit.people]
    return sorted(found, key=lambda each: each.id)


def _reason(solution: Solution, unit: Unit, helps: Sequence[Change]) -> str:
    setting = solution.setting
    if solution.drafts is None:
        return "locks_contradict"
    if any(not person.slots for person in unit.people):
        return "no_slot_marked"
    if not unit.points:
        sizes = max((each.most for each in setting.instance.kinds), default=0)
        return "together_too_many" if unit.size > sizes else "no_common_slot"
    leaders = setting.leaders
    if leaders is not None and not any(leaders[each] for each in unit.points):
        return "no_mentor_at_their_slots"
    if all(_crowd(setting, each) < setting.kinds[each.group].least for each in unit.points):
        return "too_few_at_their_slots"
    kinds = {each.change for each in helps}
    by_change = {
        "without_rule": "rule_kept_them_out",
        "one_more_mentor": "no_mentor_left",
        "one_more_group": "no_group_left",
        "one_more_group_and_mentor": "no_group_left",
        "smaller_groups": "too_few_at_their_slots",
    }
    return next((reason for change, reason in by_change.items() if change in kinds), "groups_full")


def _crowd(setting: Setting, pattern: Pattern) -> int:
    return sum(each.size for each in setting.available[pattern])


def _own(solution: Solution, unit: Unit) -> list[Change]:
    """Other times at which they themselves would find room in a group as it is."""
    if unit.size > 1:
        return []
    person = unit.people[0]
    found: list[Change] = []
    for draft in sorted(solution.drafts or (), key=lambda each: (each.size, each.pattern)):
        most = solution.setting.kinds[draft.pattern.group].most
        new = draft.pattern.slot not in person.slots and all(each.slot != draft.pattern.slot for each in found)
        if new and draft.size < most and not breaches(solution.setting, [*draft.units, unit]):
            found.append(Change("free_at", (person.id,), slot=draft.pattern.slot))
    return found[:MOST_OWN]


def _tried(solution: Solution, units: Sequence[Unit], optimiser: Optimiser) -> list[Change]:
    """Changes to what others can change, each tried by solving; only those that place more people than before."""
    missing = {person.id for unit in units for person in unit.people}
    found = []
    for change, instance in list(_candidates(solution, units))[:MOST_TRIED]:
        if optimiser.left() <= 0 or optimiser.cancelled:
            break
        after = solve(instance, optimiser, quiet=True)
        now = {person.id for draft in after.drafts or () for unit in draft.units for person in unit.people}
        if after.proven and after.placed > solution.placed and missing & now:
            found.append(replace(change, people=tuple(sorted(missing & now))))
    return found


def _candidates(solution: Solution, units: Sequence[Unit]) -> Iterable[tuple[Change, Instance]]:
    """The least changes first: a mentor or a group more, other sizes, a rule less, a lock less."""
    instance, drafts = solution.setting.instance, solution.drafts
    if drafts is None:
        yield Change("without_locks", ()), replace(instance, locked=())
        return
    full = instance.groups_max is not None and len(drafts) >= instance.groups_max
    more = None if instance.groups_max is None else instance.groups_max + 1
    times = [each for each in instance.kinds if each.times is not None and _formed(drafts, each) >= each.times]
    for slot in _slots(units):
        if instance.mentors is not None:
            led = replace(instance, mentors=(*instance.mentors, _newcomer(instance, slot)))
            yield Change("one_more_mentor", (), slot=slot), led
            if full:
                both = Change("one_more_group_and_mentor", (), slot=slot, to=more)
                yield both, replace(led, groups_max=more)
    if full:
        yield Change("one_more_group", (), to=more), replace(instance, groups_max=more)
    for kind in times if instance.named else ():
        yield (
            Change("one_more_group", (), group=kind.id),
            _with(instance, kind, replace(kind, times=(kind.times or 0) + 1)),
        )
    yield from _sizes(solution, units)
    rules = instance.rules
    without = {
        "no_lone": replace(rules, no_lone={}),
        "apart": replace(rules, apart=()),
        "together": replace(rules, together=()),
    }
    for name, fewer in without.items():
        if fewer != rules:
            yield Change("without_rule", (), rule=name), replace(instance, rules=fewer)


def _sizes(solution: Solution, units: Sequence[Unit]) -> Iterable[tuple[Change, Instance]]:
    instance = solution.setting.instance
    for kind in instance.kinds:
        bigger = Change("bigger_groups", (), to=kind.most + 1, group=kind.id or None)
        yield bigger, _with(instance, kind, replace(kind, most=kind.most + 1))
        crowds = sorted({sum(slot in p.slots for u in units for p in u.people) for slot in _slots(units)}, reverse=True)
        for size in [each for each in crowds if 0 < each < kind.least][:2]:
            yield (
                Change("smaller_groups", (), to=size, group=kind.id or None),
                _with(instance, kind, replace(kind, least=size)),
            )
        if kind.least > 1 and kind.least - 1 not in crowds:
            smaller = Change("smaller_groups", (), to=kind.least - 1, group=kind.id or None)
            yield smaller, _with(instance, kind, replace(kind, least=kind.least - 1))


def _slots(units: Sequence[Unit]) -> list[str]:
    """The slots of those left out, first where most of them could come, then where it suits them best."""
    people = [person for unit in units for person in unit.people]
    slots = sorted({slot for each in people for slot in each.slots})
    return sorted(slots, key=lambda slot: (-sum(slot in p.slots for p in people), _grudging(slot, people), slot))


def _grudging(slot: str, people: Iterable[Person]) -> int:
    return sum(each.slots.get(slot) == IF_NEEDED for each in people)


def _formed(drafts: Sequence[Draft], kind: Kind) -> int:
    return sum(each.pattern.group == kind.id for each in drafts)


def _newcomer(instance: Instance, slot: str) -> Mentor:
    taken = {each.id for each in instance.mentors or ()}
    number = next(each for each in range(1, len(taken) + 2) if f"new-{each}" not in taken)
    return Mentor(f"new-{number}", frozenset({slot}))


def _with(instance: Instance, kind: Kind, changed: Kind) -> Instance:
    return replace(instance, kinds=tuple(changed if each is kind else each for each in instance.kinds))
