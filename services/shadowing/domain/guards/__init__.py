"""The guards and conditions that `process.py` names. A guard raises what is wrong; a condition is true or false."""

from collections.abc import Callable

from services.shadowing.domain.facts import Facts
from services.shadowing.domain.guards import changes, ordinary

GUARDS: dict[str, Callable[[Facts], None]] = {
    name: each
    for module in (ordinary, changes)
    for name, each in vars(module).items()
    if getattr(each, "__module__", None) == module.__name__
}
CONDITIONS: dict[str, Callable[[Facts], bool]] = {
    "other_ready": lambda facts: facts.other_ready,
    "supervisors_confirm": lambda facts: facts.supervisors_confirm,
    "somebody_opposes": lambda facts: "no" in facts.statements,
    "all_support": lambda facts: all(each == "yes" for each in facts.statements),
}
