"""Asking a group which dates suit, and giving more time to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from services.scheduling.commands.loading import locked_meeting, locked_series, require_lead, require_open
from services.scheduling.commands.polls.loading import locked_poll, set_closing
from services.scheduling.domain import polls as rules
from services.scheduling.domain.poll_errors import NothingToReplace, PollRunning
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Poll, PollOption, Series
from shared.errors import Forbidden
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Proposal:
    """What a group is asked. `quorum` and `closes_on` have defaults: all but one, and a week."""

    options: Sequence[Slot]
    purpose: str = "single"
    meeting_id: UUID | None = None
    mode: str = "proposer_decides"
    answers_visible: bool = False
    quorum: int | None = None
    closes_on: date | None = None


def open_poll(work: UnitOfWork, group_id: UUID, proposal: Proposal) -> Poll:
    """Ask the group. A group has one open poll at a time."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    require_open(series)
    _require_none_open(work, series)
    _require_waiting(work, series, proposal)
    if work.actor.person_id is None:
        raise Forbidden()
    slots = rules.checked_options(proposal.options, work.now)
    poll = _poll(work, series, proposal, slots)
    work.session.add(poll)
    set_closing(work, poll)
    work.record_history(poll, "opened", options=len(slots))
    work.emit("poll_opened", poll)
    return poll


def extend_poll(work: UnitOfWork, poll_id: UUID, closes_on: date) -> Poll:
    """Move the last day to answer; a poll that has ended is open again."""
    poll = locked_poll(work, poll_id)
    series = locked_series(work, poll.group_id)
    require_lead(work, series)
    require_open(series)
    if poll.state_ != "open":
        _require_none_open(work, series)
    poll.state_ = rules.after(poll.state_, "extend")
    poll.closes_at = rules.closing(closes_on, [each.slot for each in poll.facts], work.now, work.today)
    set_closing(work, poll)
    work.record_history(poll, "extended", to=closes_on.isoformat())
    work.emit("poll_extended", poll)
    return poll


def _poll(work: UnitOfWork, series: Series, proposal: Proposal, slots: list[Slot]) -> Poll:
    members = len(series.group.member_ids)
    return Poll(
        organisation=series.organisation,
        group_id=series.id,
        state_="open",
        purpose=proposal.purpose,
        meeting_id=proposal.meeting_id,
        mode=proposal.mode,
        answers_visible=proposal.answers_visible,
        quorum=min(proposal.quorum or rules.default_quorum(members), members),
        proposer_id=work.actor.person_id,
        opened_at=work.now,
        closes_at=rules.closing(proposal.closes_on, slots, work.now, work.today),
        chosen_ids=[],
        answered_ids=[],
        options=[PollOption(id=uuid4(), date=each.date, start=each.start, end=each.end) for each in slots],
        answers=[],
    )


def _require_none_open(work: UnitOfWork, series: Series) -> None:
    if work.session.scalar(select(Poll.id).where(Poll.group_id == series.id, Poll.state_ == "open").limit(1)):
        raise PollRunning()


def _require_waiting(work: UnitOfWork, series: Series, proposal: Proposal) -> None:
    """A new date is asked for a meeting of this group that is cancelled and has none."""
    if proposal.purpose != "replacement":
        return
    meeting = locked_meeting(work, proposal.meeting_id)[1] if proposal.meeting_id else None
    if meeting is None or meeting.group_id != series.id or meeting.state_ != "cancelled":
        raise NothingToReplace()
