"""Choosing dates of a poll: they become meetings, by the same commands as dates written in by hand."""

from collections.abc import Collection
from uuid import UUID

from services.scheduling.commands.adding import add_meetings, announce
from services.scheduling.commands.cancellation import Replacement, place_replacement
from services.scheduling.commands.loading import locked_meeting, locked_series, require_open
from services.scheduling.commands.polls.closing import end
from services.scheduling.commands.polls.loading import locked_poll, ranks
from services.scheduling.domain import polls as rules
from services.scheduling.domain.ranking import Rank
from services.scheduling.domain.relations import may_lead
from services.scheduling.tables import Poll, Series
from shared.errors import Forbidden
from shared.work import UnitOfWork


def decide_poll(work: UnitOfWork, poll_id: UUID, options: Collection[UUID], *, absentees_agree: bool = False) -> Poll:
    """Put meetings on the chosen dates. Raises AbsenteesNotAsked where too few can come and nobody asked them."""
    poll = locked_poll(work, poll_id)
    series = locked_series(work, poll.group_id)
    require_decider(work, poll)
    require_open(series)
    poll.state_ = rules.after(poll.state_, "decide")
    found = rules.chosen(poll.purpose, options, ranks(work, poll), absentees_agree=absentees_agree)
    _meet(work, series, poll, found)
    poll.chosen_ids = [each.option.id for each in found]
    end(work, poll, "poll_decided")
    return poll


def require_decider(work: UnitOfWork, poll: Poll) -> None:
    """Whoever leads the group; where the group decides, every member. Raises Forbidden."""
    found = poll.series.relations(work)
    if not (may_lead(found) or (poll.mode == "group_decides" and "member" in found)):
        raise Forbidden()


def _meet(work: UnitOfWork, series: Series, poll: Poll, found: list[Rank]) -> None:
    slots = [each.option.slot for each in found]
    if poll.purpose == "replacement" and poll.meeting_id:
        _, meeting = locked_meeting(work, poll.meeting_id)
        slot = slots[0]
        place_replacement(work, series, meeting, Replacement("new_date", None, slot.date, slot.start, slot.end))
    else:
        add_meetings(work, series, slots)
        announce(work, series)
