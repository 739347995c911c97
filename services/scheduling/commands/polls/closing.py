"""The end of a poll: its time is up, everybody has answered, or the question is taken back."""

from uuid import UUID

from services.scheduling.commands.loading import require_lead
from services.scheduling.commands.polls.loading import locked_poll, ranks, voters
from services.scheduling.domain import polls as rules
from services.scheduling.tables import Poll
from shared.errors import NotFound
from shared.work import UnitOfWork

EVENTS = {"close": "poll_closed", "fail": "poll_failed"}


def close_poll(work: UnitOfWork, poll_id: UUID) -> Poll:
    """Close a poll before its time, with the answers that are there."""
    poll = locked_poll(work, poll_id)
    require_lead(work, poll.series)
    _close(work, poll)
    return poll


def close_poll_when_due(work: UnitOfWork, poll_id: UUID) -> None:
    """Close a poll whose time is up or that everybody has answered; nothing for any other."""
    try:
        poll = locked_poll(work, poll_id)
    except NotFound:
        return
    complete = set(poll.answered_ids) >= set(voters(work, poll.series))
    if poll.state_ == "open" and (complete or work.now >= poll.closes_at):
        _close(work, poll)


def cancel_poll(work: UnitOfWork, poll_id: UUID) -> Poll:
    """Take the question back; it can be opened again."""
    poll = locked_poll(work, poll_id)
    require_lead(work, poll.series)
    poll.state_ = rules.after(poll.state_, "cancel")
    end(work, poll, "poll_cancelled")
    return poll


def end(work: UnitOfWork, poll: Poll, event_name: str) -> None:
    """What every end has in common."""
    work.cancel_timer("poll_closes", poll.id)
    work.record_history(poll, event_name)
    work.emit(event_name, poll)


def _close(work: UnitOfWork, poll: Poll) -> None:
    act = rules.closing_act(ranks(work, poll))
    poll.state_ = rules.after(poll.state_, act)
    end(work, poll, EVENTS[act])
