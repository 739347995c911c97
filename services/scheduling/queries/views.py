"""A group as one of its people sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain import problems
from services.scheduling.domain.relations import may_lead
from services.scheduling.queries.addresses import calendar_path
from services.scheduling.queries.dated import refused_on
from services.scheduling.tables import Attendance, KnownGroup, Meeting, Participation, ReserveDate, Series, identities
from shared.people import Person
from shared.web.formats import sort_key
from shared.work import UnitOfWork


@dataclass
class GroupView:
    """A group as one of its people sees it."""

    work: UnitOfWork
    series: Series
    relations: frozenset[str]

    @property
    def id(self) -> UUID:
        return self.series.id

    @property
    def group(self) -> KnownGroup:
        return self.series.group

    def name(self, language: str) -> str:
        """The group's name in a language, else in Finnish."""
        names = self.group.data["name"]
        return str(names.get(language) or names["fi"])

    @property
    def leads(self) -> bool:
        return may_lead(self.relations)

    def leads_meeting(self, meeting: Meeting) -> bool:
        """Whether the reader leads the group, or this meeting for the day."""
        return self.leads or ("substitute" in self.relations and meeting.is_led_by(self.work))

    @property
    def is_member(self) -> bool:
        return "member" in self.relations

    @cached_property
    def meetings(self) -> list[Meeting]:
        return list(self.series.meetings)

    @cached_property
    def reserve_dates(self) -> list[ReserveDate]:
        return list(self.series.reserve_dates)

    @property
    def coming(self) -> list[Meeting]:
        """Meetings still to be held, the next one first."""
        return [each for each in self.meetings if each.state_ == "scheduled" and self.work.now < each.slot.ends_at]

    @cached_property
    def people(self) -> dict[UUID, Person]:
        """Everybody in the group whose card is known."""
        ids = {*self.group.member_ids, *self.group.mentor_ids, UUID(self.group.data["contact_id"])}
        return {each.id: each for each in self.work.session.scalars(select(Person).where(Person.id.in_(ids)))}

    @property
    def members(self) -> list[Person]:
        return [self.people[each] for each in self.group.member_ids if each in self.people]

    @property
    def mentors(self) -> list[Person]:
        return [self.people[each] for each in self.group.mentor_ids if each in self.people]

    @property
    def contact(self) -> Person | None:
        return self.people.get(UUID(self.group.data["contact_id"]))

    @cached_property
    def own_ids(self) -> frozenset[UUID]:
        """The ids under which the reader may stand in the group."""
        return frozenset(identities(self.work.session, self.work.actor.person_id))

    @cached_property
    def own_marks(self) -> dict[UUID, Attendance]:
        """The reader's own marks by meeting."""
        mine = (Participation.group_id == self.series.id) & Participation.person_id.in_(self.own_ids)
        found = self.work.session.scalars(select(Attendance).join(Participation).where(mine))
        return {each.meeting_id: each for each in found}

    @cached_property
    def problems(self) -> list[problems.Problem]:
        meetings, reserves = [each.fact for each in self.meetings], [each.fact for each in self.reserve_dates]
        refused = refused_on(self.work, [self.id]).get(self.id) if self.series.state_ != "finished" else None
        return problems.problems(meetings, reserves, self.work.now, refused)

    @property
    def calendar_path(self) -> str | None:
        """The path of the reader's calendar; None while there is none."""
        return calendar_path(self.work)

    def meeting(self, meeting_id: UUID | None) -> Meeting | None:
        return next((each for each in self.meetings if each.id == meeting_id), None)


def view_of(work: UnitOfWork, series: Series) -> GroupView:
    """The group as the actor sees it."""
    return GroupView(work, series, series.relations(work))


def by_name(people: Iterable[Person]) -> list[Person]:
    """In the Finnish order of last names."""
    return sorted(people, key=lambda each: (sort_key(each.last_name), sort_key(each.first_name)))
