"""Polls: asking a group, answering, closing, deciding."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import Proposal
from services.scheduling.schemas.polls import (
    DecisionSchema,
    PollAnswerSchema,
    PollAnswerSheet,
    PollDeadlineSchema,
    PollSchema,
)
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ROOT = "/api/scheduling/v1"
POLL = f"{ROOT}/polls/<uuid:poll_id>"


@routes.api(
    "GET",
    f"{ROOT}/groups/<uuid:group_id>/polls",
    response=PollAnswerSheet(many=True),
    access=signed_in,
    summary="The polls of a group, the newest first",
)
def list_polls(request: Request, work: UnitOfWork, group_id: UUID) -> Any:
    return [queries.poll_json(each) for each in queries.polls_of(queries.group(work, group_id))]


@routes.api(
    "POST",
    f"{ROOT}/groups/<uuid:group_id>/polls",
    body=PollSchema,
    response=PollAnswerSheet,
    status=201,
    access=signed_in,
    summary="Ask a group which dates suit it",
)
def open_poll(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Any:
    data.pop("seen")
    return _shown(work, commands.open_poll(work, group_id, Proposal(**data)).id)


@routes.api("GET", POLL, response=PollAnswerSheet, access=signed_in, summary="A poll, with my answers")
def get_poll(request: Request, work: UnitOfWork, poll_id: UUID) -> Any:
    return _shown(work, poll_id)


@routes.api(
    "PUT",
    f"{POLL}/answers",
    body=PollAnswerSchema,
    response=PollAnswerSheet,
    access=signed_in,
    summary="Answer for some or all dates; the rest stays as it was",
)
def answer_poll(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Any:
    commands.answer_poll(work, poll_id, data["answers"], data.get("wish", ...), alike=data["all"])
    return _shown(work, poll_id)


@routes.api("POST", f"{POLL}/end", response=PollAnswerSheet, access=signed_in, summary="Close a poll before its time")
def close_poll(request: Request, work: UnitOfWork, poll_id: UUID) -> Any:
    commands.close_poll(work, poll_id)
    return _shown(work, poll_id)


@routes.api(
    "PUT",
    f"{POLL}/deadline",
    body=PollDeadlineSchema,
    response=PollAnswerSheet,
    access=signed_in,
    summary="Give more time; a poll that has ended is open again",
)
def extend_poll(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Any:
    commands.extend_poll(work, poll_id, **data)
    return _shown(work, poll_id)


@routes.api(
    "POST",
    f"{POLL}/decision",
    body=DecisionSchema,
    response=PollAnswerSheet,
    access=signed_in,
    summary="Choose dates: meetings stand on them",
)
def decide_poll(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Any:
    commands.decide_poll(work, poll_id, **data)
    return _shown(work, poll_id)


@routes.api("DELETE", POLL, response=PollAnswerSheet, access=signed_in, summary="Take the question back")
def cancel_poll(request: Request, work: UnitOfWork, poll_id: UUID) -> Any:
    commands.cancel_poll(work, poll_id)
    return _shown(work, poll_id)


def _shown(work: UnitOfWork, poll_id: UUID) -> dict[str, Any]:
    return queries.poll_json(queries.poll(work, poll_id))
