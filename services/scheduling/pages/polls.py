"""Polls: the group is asked which dates suit, answers without sign-in, and the best date becomes the meeting."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.commands import Proposal
from services.scheduling.domain.poll_errors import NotAskedAnyMore
from services.scheduling.pages.polling import answer_context, done_path, holiday, lines, poll_path, rhythm_of
from services.scheduling.queries import GroupView
from services.scheduling.schemas.polls import DecisionSchema, PollAnswerSchema, PollDeadlineSchema, PollSchema
from services.scheduling.tables import Meeting
from shared.errors import Forbidden, NotFound
from shared.web import Redirect, Routes, by_link, signed_in
from shared.web.request import Request
from shared.web.results import Step
from shared.work import UnitOfWork

routes = Routes("scheduling")
GROUP = "/scheduling/groups/<uuid:group_id>"
POLL = "/scheduling/polls/<uuid:poll_id>"
LINK = by_link("poll")


@routes.form(f"{GROUP}/polls/new", PollSchema, "scheduling/poll_new.html", access=signed_in)
def new_poll(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    view = queries.led_group(work, group_id)
    rhythm, slots = rhythm_of(request, view)
    meeting = _waiting(request, view)
    purpose = {"purpose": "replacement", "meeting_id": meeting.id} if meeting else {"purpose": "single"}
    initial = {"options": lines(slots), "mode": "proposer_decides", **purpose}
    return {"view": view, "rhythm": rhythm, "meeting": meeting, "initial": initial}


@new_poll.submit
def submit_new_poll(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect | Step:
    """The first time the dates are shown with what is known of them; nothing is asked before they have been seen."""
    seen = data.pop("seen")
    poll = commands.open_poll(work, group_id, Proposal(**data))
    if seen:
        return Redirect(done_path(poll.id, "opened"))
    view = queries.led_group(work, group_id)
    flags = queries.series_flags(view, [each.slot for each in poll.facts])
    typed = [(name, value) for name, values in request.form.typed.items() for value in values if name != "seen"]
    shown: dict[str, Any] = {"view": view, "poll": poll, "flags": flags, "typed": typed}
    return Step("scheduling/poll_check.html", path=request.path, holiday=holiday, **shown)


@routes.form(POLL, PollAnswerSchema, "scheduling/poll.html", access=signed_in)
def poll(request: Request, work: UnitOfWork, poll_id: UUID) -> dict[str, Any]:
    return answer_context(request, queries.poll(work, poll_id), poll_path(poll_id))


@poll.submit
def submit_poll(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Redirect:
    commands.answer_poll(work, poll_id, data["answers"], data.get("wish"), alike=data["all"])
    return Redirect(done_path(poll_id, "answered"))


@routes.form("/scheduling/poll/<token>", PollAnswerSchema, "scheduling/poll.html", access=LINK)
def linked_poll(request: Request, work: UnitOfWork, token: str) -> dict[str, Any]:
    """Whoever has left the group is told so, as is whoever follows a link to a question that is long over."""
    try:
        found = queries.poll(work, request.link.record)
    except (Forbidden, NotFound) as error:
        raise NotAskedAnyMore() from error
    return answer_context(request, found, f"/scheduling/poll/{token}")


@linked_poll.submit
def submit_linked_poll(request: Request, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    try:
        commands.answer_poll(work, request.link.record, data["answers"], data.get("wish"), alike=data["all"])
    except (Forbidden, NotFound) as error:
        raise NotAskedAnyMore() from error
    return Redirect(f"/scheduling/poll/{token}?done=answered")


@routes.form(f"{POLL}/choose", DecisionSchema, "scheduling/poll_choose.html", access=signed_in)
def choose(request: Request, work: UnitOfWork, poll_id: UUID) -> dict[str, Any]:
    found = queries.poll(work, poll_id)
    if not found.may_decide:
        raise Forbidden()
    best = [str(each.option.id) for each in found.ranks[:1] if each.enough]
    return answer_context(request, found, poll_path(poll_id)) | {"initial": {"options": best}}


@choose.submit
def submit_choose(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Redirect:
    commands.decide_poll(work, poll_id, **data)
    return Redirect(done_path(poll_id, "decided"))


@routes.form(f"{POLL}/deadline", PollDeadlineSchema, "scheduling/poll_deadline.html", access=signed_in)
def deadline(request: Request, work: UnitOfWork, poll_id: UUID) -> dict[str, Any]:
    found = queries.led_poll(work, poll_id)
    return {"found": found, "view": found.view, "path": poll_path(poll_id)}


@deadline.submit
def submit_deadline(request: Request, work: UnitOfWork, data: dict[str, Any], poll_id: UUID) -> Redirect:
    commands.extend_poll(work, poll_id, **data)
    return Redirect(done_path(poll_id, "extended"))


@routes.action(f"{POLL}/end", access=signed_in)
def end(request: Request, work: UnitOfWork, poll_id: UUID) -> Redirect:
    commands.close_poll(work, poll_id)
    return Redirect(done_path(poll_id, "ended"))


@routes.action(f"{POLL}/cancel", access=signed_in)
def cancel(request: Request, work: UnitOfWork, poll_id: UUID) -> Redirect:
    commands.cancel_poll(work, poll_id)
    return Redirect(done_path(poll_id, "cancelled"))


def _waiting(request: Request, view: GroupView) -> Meeting | None:
    """The cancelled meeting that a new date is asked for, of the query string."""
    wanted = request.args.get("meeting", "")
    return next((each for each in view.meetings if str(each.id) == wanted and each.state_ == "cancelled"), None)
