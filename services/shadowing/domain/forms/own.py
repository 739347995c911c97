"""Questions that an organisation adds to a form, as its settings give them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from services.shadowing.domain.forms.questions import (
    ALL,
    LONG,
    PAIR,
    PROJECT_MANAGER,
    STATISTICS,
    SUPERVISORS,
    FormOf,
    Question,
)
from services.shadowing.domain.words import OwnWords

KINDS = ("text", "choice", "choices", "flag", "count", "date")
CHOOSING = ("choice", "choices")
READERS = (PAIR, SUPERVISORS, PROJECT_MANAGER)
KNOWN = ("name", "kind", "label", "hint", "required", "choices", "readers")
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
MOST = 10  # light, as the seeds are
HIGHEST_COUNT = 1000


def question_of(form: FormOf, given: Mapping[str, Any]) -> Question:
    """A question from settings without faults. The answers of a follow-up form are read by the project manager."""
    readers = (PROJECT_MANAGER,) if form.name == "followup" else ALL
    return Question(
        given["name"],
        given["kind"],
        OwnWords(given["label"]),
        tuple(given.get("readers", readers)),
        required=given.get("required", False),
        hint=OwnWords(given["hint"]) if given.get("hint") else "",
        maximum=HIGHEST_COUNT if given["kind"] == "count" else LONG,
        choices=tuple((code, OwnWords(words)) for code, words in given.get("choices", {}).items()),
        own=True,
    )


def question_faults(form: FormOf, given: list[Any], where: str) -> Iterator[str]:
    """What is wrong with the questions that are added to a form, each with its place."""
    if len(given) > MOST:
        yield f"{where}: at most {MOST} questions"
    taken = {each.name for each in form.questions} | {"version"}
    for number, each in enumerate(given, start=1):
        if not isinstance(each, Mapping):
            yield f"{where}[{number}]: must hold name, kind and label"
            continue
        for what in _faults(each, taken):
            yield f"{where}[{number}].{what}"
        taken.add(str(each.get("name")))


def _faults(given: Mapping[str, Any], taken: set[str]) -> Iterator[str]:
    for unknown in given.keys() - set(KNOWN):
        yield f"{unknown}: unknown; can be {', '.join(KNOWN)}"
    name, kind = given.get("name"), given.get("kind")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        yield "name: must be lower-case letters, digits and _, 2 to 40"
    elif name in taken:
        yield f"name: the form has a question {name} already"
    if kind not in KINDS:
        yield f"kind: must be one of {', '.join(KINDS)}"
    yield from _word_faults("label", given.get("label"))
    if given.get("hint") is not None:
        yield from _word_faults("hint", given["hint"])
    if not isinstance(given.get("required", False), bool):
        yield "required: must be true or false"
    yield from _choice_faults(kind, given.get("choices"))
    readers = given.get("readers", list(READERS))
    if not isinstance(readers, list) or not readers or any(each not in (*READERS, STATISTICS) for each in readers):
        yield f"readers: must be some of {', '.join((*READERS, STATISTICS))}"


def _choice_faults(kind: Any, choices: Any) -> Iterator[str]:
    if kind not in CHOOSING:
        if choices is not None:
            yield "choices: only a choice has them"
        return
    if not isinstance(choices, Mapping) or not 2 <= len(choices) <= 12:
        yield "choices: must be 2 to 12 codes with their words"
        return
    for code, words in choices.items():
        if not isinstance(code, str) or not NAME.fullmatch(code):
            yield f"choices.{code}: must be lower-case letters, digits and _, in quotes if it is yes or no"
        yield from _word_faults(f"choices.{code}", words)


def _word_faults(where: str, words: Any) -> Iterator[str]:
    if (
        not isinstance(words, Mapping)
        or not words.get("fi")
        or not all(isinstance(each, str) for each in words.values())
    ):
        yield f"{where}: must be words in fi, and better in sv and en too"
    elif words.keys() - {"fi", "sv", "en"}:
        yield f"{where}: languages are fi, sv and en"
