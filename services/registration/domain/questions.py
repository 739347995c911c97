"""A call's own questions, and which of them a person answers.

A question is text, one of several choices, or yes and no; `only_if` names an earlier question and the answer to it
that makes this one asked. Answers are texts by the question's id.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MOST = 5
Question = Mapping[str, Any]


def asked(questions: Iterable[Question], answers: Mapping[str, str]) -> list[Question]:
    """The questions that these answers lead to, in order."""
    found: list[Question] = []
    for each in questions:
        condition = each.get("only_if")
        known = {one["id"] for one in found}
        if not condition or (
            condition["question"] in known and answers.get(condition["question"]) == condition["answer"]
        ):
            found.append(each)
    return found


def kept(questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to what was asked; whatever else was sent is dropped."""
    return {each["id"]: answers[each["id"]] for each in asked(questions, answers) if answers.get(each["id"])}


def unanswered(questions: Sequence[Question], answers: Mapping[str, str]) -> list[str]:
    """The ids of required questions that were asked and have no answer."""
    return [each["id"] for each in asked(questions, answers) if each.get("required") and not answers.get(each["id"])]


def misfits(questions: Sequence[Question], answers: Mapping[str, str]) -> list[str]:
    """The ids of questions whose answer is none of their choices."""
    return [each["id"] for each in asked(questions, answers) if _misfits(each, answers.get(each["id"]))]


def _misfits(question: Question, answer: str | None) -> bool:
    if not answer or question["kind"] == "text":
        return False
    possible = {"yes", "no"} if question["kind"] == "yes_no" else set(map(str, range(1, len(question["choices"]) + 1)))
    return answer not in possible


def backwards(questions: Sequence[Question]) -> list[str]:
    """The ids of questions whose condition does not name an earlier question, or whose id is there twice."""
    seen: set[str] = set()
    wrong = []
    for each in questions:
        condition = each.get("only_if")
        if each["id"] in seen or (condition and condition["question"] not in seen):
            wrong.append(each["id"])
        seen.add(each["id"])
    return wrong
