"""A call's own questions, added and removed one at a time until registration begins."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registration.commands.calls import lock_call
from services.registration.domain import questions
from services.registration.domain.errors import CallStateRefuses
from services.registration.domain.form_errors import TooManyQuestions
from services.registration.tables import Call
from shared.work import UnitOfWork


def add_question(work: UnitOfWork, call_id: UUID, question: Mapping[str, Any]) -> Call:
    """Ask one thing more; its id is made here. Raises TooManyQuestions, CallStateRefuses."""
    call = _changeable(work, call_id)
    if len(call.questions) >= questions.MOST:
        raise TooManyQuestions(most=questions.MOST)
    used = {each["id"] for each in call.questions}
    free = next(f"q{number}" for number in range(1, questions.MOST + 2) if f"q{number}" not in used)
    call.questions = [*call.questions, {"id": free, **question}]
    work.record_history(call, "question_added")
    return call


def remove_question(work: UnitOfWork, call_id: UUID, question: str) -> Call:
    """Ask it no more, nor what hangs on it. Harmless when it is not there."""
    call = _changeable(work, call_id)
    left = [each for each in call.questions if each["id"] != question]
    while wrong := questions.backwards(left):
        left = [each for each in left if each["id"] not in wrong]
    call.questions = left
    work.record_history(call, "question_removed")
    return call


def _changeable(work: UnitOfWork, call_id: UUID) -> Call:
    call = lock_call(work, call_id)
    work.actor.require("write", "call", call.organisation)
    if call.state_name not in {"draft", "published"}:
        raise CallStateRefuses(state=call.state_name)
    return call
