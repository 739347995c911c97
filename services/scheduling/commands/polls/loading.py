"""Loading a poll that is to change, and who is asked."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.ranking import Rank, Voters, ranked
from services.scheduling.tables import Poll, Series
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork


def locked_poll(work: UnitOfWork, poll_id: UUID) -> Poll:
    """A poll, locked until the unit ends. Raises NotFound."""
    statement = select(Poll).where(Poll.id == poll_id).with_for_update(of=Poll)
    poll = work.session.scalar(statement.execution_options(populate_existing=True))
    if poll is None:
        raise NotFound()
    return poll


def voters(work: UnitOfWork, series: Series) -> Voters:
    """The group's people as registration last told of them."""
    members = series.group.member_ids
    cards = work.session.scalars(select(Person).where(Person.id.in_(members)))
    organisations = {each.id: str(each.organisation) for each in cards}
    return Voters({each: organisations.get(each, "") for each in members}, frozenset(series.group.mentor_ids))


def ranks(work: UnitOfWork, poll: Poll) -> list[Rank]:
    """How the dates suit, by the answers so far."""
    answers = {each.person_id: each.by_option for each in poll.answers}
    return ranked(poll.facts, answers, voters(work, poll.series), poll.quorum)


def set_closing(work: UnitOfWork, poll: Poll) -> None:
    """The poll closes by itself when its time is up."""
    work.set_timer("poll_closes", poll.id, poll.closes_at)
