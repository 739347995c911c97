"""Two people write one form: what each has changed since the version that both knew, joined question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
EMPTY: tuple[Any, ...] = (None, "", [])
TOGETHER = frozenset({"shape", "days"})  # how the days lie, and which they are


@dataclass(frozen=True)
class Merge:
    """The joined answers (JSON values); `clashes` are the questions that both have answered anew, and differently.

    There `answers` has one's own words.
    """

    answers: dict[str, Any]
    clashes: frozenset[str]


def merge(known: Answers, theirs: Answers, mine: Answers) -> Merge:
    """Join `mine`, written over the version `known`, with `theirs`, which was saved since (decision 13)."""
    joined, clashes = dict(mine), set[str]()
    by_them, by_me = changed(known, theirs), changed(known, mine)
    for unit in _units({*known, *theirs, *mine}):
        if not by_me & unit:
            joined |= {name: theirs.get(name) for name in unit}
        elif by_them & unit:
            clashes |= changed(theirs, mine) & unit
    return Merge(joined, frozenset(clashes))


def _units(names: set[str]) -> list[frozenset[str]]:
    """Questions that are answered as one, and the others each alone."""
    alone = names - TOGETHER
    return [frozenset({name}) for name in alone] + ([TOGETHER & names] if TOGETHER & names else [])


def changed(older: Answers, newer: Answers) -> frozenset[str]:
    """The questions whose answers differ between two versions."""
    return frozenset(name for name in {*older, *newer} if _answer(older, name) != _answer(newer, name))


def _answer(answers: Answers, name: str) -> Any:
    found = answers.get(name)
    return None if found in EMPTY else found
