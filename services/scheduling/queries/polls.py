"""A poll as one of its people sees it: dates with what is known of them, own answers, and the ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.flags import Flag, flags
from services.scheduling.domain.ranking import Option, Rank, Voters, ranked
from services.scheduling.domain.suggestion import suggested
from services.scheduling.queries.groups import group, led_group
from services.scheduling.queries.surroundings import own_time, surroundings
from services.scheduling.queries.views import GroupView, by_name
from services.scheduling.tables import Meeting, Poll, PollAnswer, identities
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork


@dataclass
class PollView:
    """A poll and its group."""

    work: UnitOfWork
    poll: Poll
    view: GroupView

    @property
    def options(self) -> list[Option]:
        return self.poll.facts

    @property
    def is_open(self) -> bool:
        return self.poll.state_ == "open" and self.work.now < self.poll.closes_at

    @property
    def asks_reader(self) -> bool:
        """Whether the reader is one of those who are asked."""
        return bool(self.view.relations & {"member", "mentor"})

    @cached_property
    def own(self) -> PollAnswer | None:
        """What the reader has answered so far."""
        person_id = self.work.actor.person_id
        return self.poll.answer_of(identities(self.work.session, person_id)) if person_id else None

    @property
    def own_answers(self) -> dict[UUID, str]:
        return self.own.by_option if self.own else {}

    @cached_property
    def suggested(self) -> dict[UUID, str]:
        """Answers filled in for the reader to check, for dates without an answer."""
        if not (self.is_open and self.asks_reader):
            return {}
        told = own_time(self.work, self.view.series)
        found = {each.id: suggested(each.slot, *told) for each in self.options if each.id not in self.own_answers}
        return {key: answer for key, answer in found.items() if answer}

    @cached_property
    def flags(self) -> dict[UUID, list[Flag]]:
        """What is known of each date."""
        around = surroundings(self.work, self.view.series, [each.slot.date for each in self.options])
        return {each.id: flags(each.slot, around) for each in self.options}

    @property
    def sees_names(self) -> bool:
        """Mentors see who answered what; members where the group chose so; coordinators see numbers alone."""
        return "mentor" in self.view.relations or (self.poll.answers_visible and "member" in self.view.relations)

    @property
    def sees_ranking(self) -> bool:
        """Those who lead, always; members when answers are open, or when the choice is theirs."""
        mine = self.poll.answers_visible or (self.poll.mode == "group_decides" and self.poll.state_ != "open")
        return self.view.leads or (mine and "member" in self.view.relations)

    @property
    def may_decide(self) -> bool:
        return self.view.leads or (self.poll.mode == "group_decides" and "member" in self.view.relations)

    @cached_property
    def voters(self) -> Voters:
        group = self.view.group
        known = {each: self.view.people.get(each) for each in group.member_ids}
        members = {each: str(card.organisation) if card else "" for each, card in known.items()}
        return Voters(members, frozenset(group.mentor_ids))

    @cached_property
    def ranks(self) -> list[Rank]:
        answers = {each.person_id: each.by_option for each in self.poll.answers}
        return ranked(self.options, answers, self.voters, self.poll.quorum)

    @property
    def silent(self) -> list[Person]:
        """Who has not answered for every date."""
        return self.named(each for each in self.voters if each not in self.poll.answered_ids)

    def named(self, ids: Iterable[UUID]) -> list[Person]:
        """Those of them whose card is known, in the order of their names."""
        return by_name(self.view.people[each] for each in ids if each in self.view.people)

    @property
    def wishes(self) -> list[tuple[Person, str]]:
        """What people wished, for those who see names."""
        found = [(self.view.people.get(each.person_id), each.wish) for each in self.poll.answers if each.wish]
        return [(who, wish) for who, wish in found if who and wish] if self.sees_names else []

    @property
    def meeting(self) -> Meeting | None:
        """The cancelled meeting that needs a new date."""
        return self.view.meeting(self.poll.meeting_id)


def poll(work: UnitOfWork, poll_id: UUID) -> PollView:
    """One poll, for the people of its group. Raises NotFound, Forbidden."""
    found = work.session.get(Poll, poll_id)
    if found is None:
        raise NotFound()
    return PollView(work, found, group(work, found.group_id))


def led_poll(work: UnitOfWork, poll_id: UUID) -> PollView:
    """One poll, for those who lead its group. Raises NotFound, Forbidden."""
    found = poll(work, poll_id)
    led_group(work, found.poll.group_id)
    return found


def polls_of(view: GroupView) -> list[PollView]:
    """The polls of a group that are not over, and the last ones that are; the newest first."""
    statement = select(Poll).where(Poll.group_id == view.id).order_by(Poll.opened_at.desc()).limit(5)
    return [PollView(view.work, each, view) for each in view.work.session.scalars(statement)]


def poll_json(found: PollView) -> dict[str, Any]:
    """A poll as the API shows it."""
    poll_, same = found.poll, ("id", "group_id", "purpose", "meeting_id", "mode", "answers_visible", "quorum")
    return {
        **{field: getattr(poll_, field) for field in (*same, "closes_at", "chosen_ids")},
        "state": poll_.state_,
        "answered": len(poll_.answered_ids),
        "asked": len(list(found.voters)),
        "options": [{"id": each.id, "slot": each.slot, "flags": found.flags[each.id]} for each in found.options],
        "suggested_answers": {str(key): value for key, value in found.suggested.items()},
        "own_answers": {str(key): value for key, value in found.own_answers.items()},
        "ranking": [_rank_json(each, names=found.sees_names) for each in found.ranks] if found.sees_ranking else [],
    }


def _rank_json(rank: Rank, *, names: bool) -> dict[str, Any]:
    counts = {"yes": len(rank.yes), "if_needed": len(rank.if_needed), "no": len(rank.no), "silent": len(rank.silent)}
    more = {"enough": rank.enough, "organisations": rank.organisations, "mentors_missing": len(rank.mentors_missing)}
    return {"option_id": rank.option.id, **counts, **more, "absent": list(rank.absent) if names else []}
