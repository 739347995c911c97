"""Two people write one form: what each has changed since the version that both knew, joined question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Merge:
    """The joined answers (JSON values); `clashes` are the questions that both have answered anew, and differently.

    There `answers` has one's own words.
    """

    answers: dict[str, Any]
    clashes: frozenset[str]


def merge(known: Answers, theirs: Answers, mine: Answers) -> Merge:
    """Join `mine`, written over the version `known`, with `theirs`, which was saved since (decision 13)."""
    joined, clashes = dict(mine), set()
    for name in {*known, *theirs, *mine}:
        before, their, own = (_answer(each, name) for each in (known, theirs, mine))
        if own == before:
            joined[name] = theirs.get(name)
        elif their not in (before, own):
            clashes.add(name)
    return Merge(joined, frozenset(clashes))


def changed(older: Answers, newer: Answers) -> frozenset[str]:
    """The questions whose answers differ between two versions."""
    return frozenset(name for name in {*older, *newer} if _answer(older, name) != _answer(newer, name))


def _answer(answers: Answers, name: str) -> Any:
    found = answers.get(name)
    return None if found in EMPTY else found
