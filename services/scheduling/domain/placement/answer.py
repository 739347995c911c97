"""The answer as JSON: groups, who was left out and why, whether anything better exists."""

from typing import Any

from services.scheduling.domain.placement.instance import Instance
from services.scheduling.domain.placement.program import Optimiser
from services.scheduling.domain.placement.reasons import Change, Left, left_out
from services.scheduling.domain.placement.solving import Solution, solve

SECONDS_TO_EXPLAIN = 10.0


def place(instance: Instance, optimiser: Optimiser) -> dict[str, Any]:
    """Solve, explain, and write down; without `seconds`, which is for whoever holds a clock."""
    solution = solve(instance, optimiser)
    optimiser.at_least(SECONDS_TO_EXPLAIN)
    optimiser.tell("explaining", solution.placed, solution.bound)
    left = [] if solution.cancelled else left_out(solution, optimiser)
    return written(solution, left)


def written(solution: Solution, left: list[Left]) -> dict[str, Any]:
    """A solution as JSON."""
    return {
        "status": status(solution),
        "placed": solution.placed,
        "bound": solution.bound,
        "groups": _groups(solution),
        "unplaced": [_left(each, solution.setting.instance) for each in left] or _unexplained(solution),
    }


def status(solution: Solution) -> str:
    """`infeasible`: there are people, and it is certain that no group can be formed, or that the locks cannot stay."""
    if solution.cancelled:
        return "cancelled"
    if solution.drafts is None or (solution.proven and not solution.placed and solution.setting.instance.people):
        return "infeasible"
    return "optimal" if solution.proven else "feasible"


def _groups(solution: Solution) -> list[dict[str, Any]]:
    named, found = solution.setting.instance.named, []
    for draft, mentor in zip(solution.drafts or (), solution.mentors, strict=False):
        people = sorted(person.id for unit in draft.units for person in unit.people)
        name = {"group": draft.pattern.group} if named else {}
        found.append({**name, "slot": draft.pattern.slot, "mentor": mentor, "people": people})
    return found


def _unexplained(solution: Solution) -> list[dict[str, Any]]:
    held = {person.id for draft in solution.drafts or () for unit in draft.units for person in unit.people}
    left = sorted({each.id for each in solution.setting.instance.people} - held)
    return [{"id": each, "reason": "cancelled", "would_help": []} for each in left]


def _left(left: Left, instance: Instance) -> dict[str, Any]:
    return {"id": left.id, "reason": left.reason, "would_help": [_change(each) for each in left.would_help]}


def _change(change: Change) -> dict[str, Any]:
    parts = {name: getattr(change, name) for name in ("slot", "to", "rule", "group")}
    told = {name: value for name, value in parts.items() if value is not None}
    return {"change": change.change, **told, "people": list(change.people), "text": in_words(change)}


def in_words(change: Change) -> str:
    """A change as a sentence, for those who read the JSON."""
    who = "this person" if len(change.people) == 1 else f"these {len(change.people)}"
    group = f" {change.group}" if change.group else ""
    texts = {
        "free_at": f"being free on {change.slot} would place {who}",
        "one_more_mentor": f"a mentor free on {change.slot} would place {who}",
        "one_more_group_and_mentor": f"{change.to} groups and a mentor free on {change.slot} would place {who}",
        "one_more_group": f"one more group{group} would place {who}",
        "bigger_groups": f"groups{group} of up to {change.to} would place {who}",
        "smaller_groups": f"groups{group} of {change.to} and more would place {who}",
        "without_rule": f"without the rule {change.rule} {who} would be placed",
        "without_locks": f"without the locks {who} would be placed",
    }
    return texts[change.change]
