"""Answering a poll: as a whole or date by date; what was answered before stays until it is changed."""

from collections.abc import Mapping
from datetime import timedelta
from types import EllipsisType
from uuid import UUID

from services.scheduling.commands.polls.loading import locked_poll, voters
from services.scheduling.domain import polls as rules
from services.scheduling.domain.poll_errors import PollOver
from services.scheduling.tables import Poll, PollAnswer, identities
from shared.errors import Forbidden
from shared.work import UnitOfWork

TO_RECONSIDER = timedelta(minutes=10)


def answer_poll(
    work: UnitOfWork,
    poll_id: UUID,
    answers: Mapping[UUID, str],
    wish: str | EllipsisType | None = ...,
    *,
    alike: str | None = None,
) -> Poll:
    """Save the actor's answers for some or all dates; `alike` answers every date the same; `...` keeps the wish."""
    poll = locked_poll(work, poll_id)
    voter = _voter(work, poll)
    if poll.state_ != "open" or work.now >= poll.closes_at:
        raise PollOver()
    every = {each.id: alike for each in poll.facts} if alike else {}
    given = {str(key): value for key, value in rules.checked_answers({**answers, **every}, poll.facts).items()}
    own = poll.answer_of([voter])
    if own is None:
        own = PollAnswer(person_id=voter, given={}, wish=None)
        poll.answers.append(own)
    own.given = own.given | given
    own.answered_at = work.now
    if wish is not ...:
        own.wish = wish
    _note(work, poll, voter, complete=rules.is_answered(own.by_option, poll.facts))
    return poll


def _voter(work: UnitOfWork, poll: Poll) -> UUID:
    """The id under which the actor is asked. Raises Forbidden."""
    own = identities(work.session, work.actor.person_id)
    found = own.intersection(voters(work, poll.series))
    if not found:
        raise Forbidden()
    return min(found)


def _note(work: UnitOfWork, poll: Poll, voter: UUID, *, complete: bool) -> None:
    """Tell who has answered, and close soon when nobody is left: the last one may still think again."""
    if complete and voter not in poll.answered_ids:
        poll.answered_ids = sorted([*poll.answered_ids, voter])
        work.emit("poll_answered", poll)
    if set(poll.answered_ids) >= set(voters(work, poll.series)):
        work.set_timer("poll_closes", poll.id, min(poll.closes_at, work.now + TO_RECONSIDER))
