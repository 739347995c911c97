"""Interprets a `Process`: finds the row of a command, asks its guards, and says where the period goes."""

from collections.abc import Collection

from services.shadowing.domain.definition import Process, Transition
from services.shadowing.domain.errors import NotNow, NotYours
from services.shadowing.domain.facts import Facts
from services.shadowing.domain.guards import CONDITIONS, GUARDS
from services.shadowing.domain.process import BEFORE, REFUSING, THE_SEEDS


def step(process: Process, state: str, command: str, who: Collection[str], facts: Facts) -> Transition:
    """The row that a command follows. Raises NotYours, NotNow, or what the row's guards refuse."""
    rows = [row for row in process.transitions if row.command == command]
    allowed = [row for row in rows if set(row.who) & set(who)]
    if not allowed:
        raise NotYours
    for row in allowed:
        if state in row.source and _holds(row, facts):
            for guard in row.guards:
                GUARDS[guard](facts)
            return row
    raise NotNow


def target(row: Transition, state: str, before: str | None = None) -> str:
    """The state after a row; `before` is the state from which the period was withdrawn."""
    if row.target == BEFORE:
        if before is None:
            raise NotNow
        return before
    return row.target or state


def possible(process: Process, state: str, who: Collection[str]) -> frozenset[str]:
    """Commands that a page may offer: the state and the role allow them, guards are asked when they come."""
    rows = (row for row in process.transitions if state in row.source and set(row.who) & set(who))
    return frozenset(row.command for row in rows if not REFUSING & set(row.guards))


def stage_of(state: str, stage_before: int = 1) -> int:
    """The stage, 1 to 5, of a state; leaving does not change it."""
    return THE_SEEDS.stage_of.get(state, stage_before)


def _holds(row: Transition, facts: Facts) -> bool:
    return row.when is None or CONDITIONS[row.when](facts)
