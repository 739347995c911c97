"""What pages and the API read; everything only for those who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain import calendar, feeds, problems
from services.scheduling.domain.attendance import STATUSES
from services.scheduling.domain.cancellation import Options, options_for_cancellation
from services.scheduling.domain.relations import may_lead, may_see
from services.scheduling.tables import (
    Attendance,
    Feed,
    KnownGroup,
    Meeting,
    Participation,
    ReserveDate,
    Series,
    identities,
)
from shared.errors import Forbidden, NotFound
from shared.people import Person
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
    def own_marks(self) -> dict[UUID, Attendance]:
        """The reader's own marks by meeting."""
        own = identities(self.work.session, self.work.actor.person_id) if self.work.actor.person_id else set()
        mine = (Participation.group_id == self.series.id) & Participation.person_id.in_(own)
        found = self.work.session.scalars(select(Attendance).join(Participation).where(mine))
        return {each.meeting_id: each for each in found}

    @cached_property
    def problems(self) -> list[problems.Problem]:
        meetings, reserves = [each.fact for each in self.meetings], [each.fact for each in self.reserve_dates]
        return problems.problems(meetings, reserves, self.work.now)

    @property
    def calendar_path(self) -> str | None:
        """The path of the reader's calendar; None while there is none."""
        return calendar_path(self.work)

    def meeting(self, meeting_id: UUID | None) -> Meeting | None:
        return next((each for each in self.meetings if each.id == meeting_id), None)


@dataclass(frozen=True)
class Sheet:
    """The attendance of one meeting: everybody expected, and the marks so far by status."""

    view: GroupView
    meeting: Meeting
    people: list[Person]
    marks: dict[str, list[UUID]]
    partly_minutes: int | None


def my_groups(work: UnitOfWork) -> list[GroupView]:
    """Groups in which the reader is a member or mentor, newest first."""
    own = list(identities(work.session, work.actor.person_id)) if work.actor.person_id else []
    mine = or_(KnownGroup.member_ids.overlap(own), KnownGroup.mentor_ids.overlap(own))
    found = work.session.scalars(select(Series).join(Series.group).where(mine).order_by(Series.reporting_year.desc()))
    views = (_view(work, each) for each in found.unique())
    return sorted(views, key=lambda each: (not each.coming, [one.slot for one in each.meetings][:1]))


def overview(work: UnitOfWork) -> list[GroupView]:
    """The groups that the reader coordinates, those with problems first. Raises Forbidden for others."""
    in_charge = [each for each in work.network.organisations if work.actor.may("write", "call", organisation=each)]
    if not in_charge:
        raise Forbidden()
    found = work.session.scalars(select(Series).where(Series.organisation.in_(in_charge)))
    views = [_view(work, each) for each in found.unique()]
    return sorted(views, key=lambda each: (not each.problems, each.series.state_ == "finished", each.name("fi")))


def group(work: UnitOfWork, group_id: UUID) -> GroupView:
    """One group, for its own people and its coordinator. Raises NotFound, Forbidden."""
    series = work.session.get(Series, group_id)
    if series is None:
        raise NotFound()
    view = _view(work, series)
    if not may_see(view.relations):
        raise Forbidden()
    return view


def led_group(work: UnitOfWork, group_id: UUID) -> GroupView:
    """One group, for those who lead it. Raises NotFound, Forbidden."""
    view = group(work, group_id)
    if not view.leads:
        raise Forbidden()
    return view


def led_meeting(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting]:
    """A meeting and its group, for those who lead it. Raises NotFound, Forbidden."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound()
    return led_group(work, meeting.group_id), meeting


def cancellation(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting, Options]:
    """What can be done about a meeting. Raises NotFound, Forbidden, NotPossibleNow."""
    view, meeting = led_meeting(work, meeting_id)
    reserves = [each.fact for each in view.reserve_dates]
    return view, meeting, options_for_cancellation(meeting.fact, reserves, work.now)


def attendance(work: UnitOfWork, meeting_id: UUID) -> Sheet:
    """The attendance sheet of a meeting. Raises NotFound, Forbidden."""
    view, meeting = led_meeting(work, meeting_id)
    statement = select(Participation.person_id, Attendance).join(Attendance)
    rows = work.session.execute(statement.where(Attendance.meeting_id == meeting.id)).all()
    marks = {status: [person for person, mark in rows if mark.status == status] for status in STATUSES}
    partial = next((mark.minutes for _, mark in rows if mark.status == "partial"), None)
    expected = {*view.group.member_ids, *(person for person, _ in rows)}
    people = list(work.session.scalars(select(Person).where(Person.id.in_(expected))))
    return Sheet(view, meeting, people, marks, partial)


def calendar_path(work: UnitOfWork) -> str | None:
    """The path of the actor's own calendar; None while there is none."""
    feed = work.session.get(Feed, work.actor.person_id) if work.actor.person_id else None
    return f"/scheduling/calendar/{feeds.token(work.settings.secret, feed.nonce)}.ics" if feed else None


def calendar_of(work: UnitOfWork, token: str) -> tuple[Person, list[tuple[GroupView, calendar.Entry]]]:
    """Whose calendar an address shows, and the entries of all their groups. Raises NotFound."""
    feed = work.session.scalar(select(Feed).where(Feed.token_hash == feeds.hashed(token)))
    person = work.session.get(Person, feed.person_id) if feed else None
    if person is None or person.gone:
        raise NotFound()
    return person, [(view, entry) for view in _groups_of(work, person.id) for entry in _entries(work, view)]


def _groups_of(work: UnitOfWork, person_id: UUID) -> Iterable[GroupView]:
    own = list(identities(work.session, person_id))
    mine = or_(KnownGroup.member_ids.overlap(own), KnownGroup.mentor_ids.overlap(own))
    found = work.session.scalars(select(Series).join(Series.group).where(mine).order_by(Series.id))
    return [_view(work, each) for each in found.unique()]


def _entries(work: UnitOfWork, view: GroupView) -> list[calendar.Entry]:
    meetings, reserves = [each.fact for each in view.meetings], [each.fact for each in view.reserve_dates]
    return calendar.entries(meetings, reserves, work.today)


def _view(work: UnitOfWork, series: Series) -> GroupView:
    return GroupView(work, series, series.relations(work))


def group_json(view: GroupView) -> dict[str, Any]:
    """A group as the API shows it."""
    series = view.series
    numbers = ("call_id", "organisation", "scope", "reporting_year", "agreed_on")
    counts = ("meetings_planned", "meetings_held", "meetings_moved")
    return {
        "id": series.id,
        "name": view.group.data["name"],
        "state": series.state_,
        "relations": sorted(view.relations),
        "mentors": view.mentors,
        "members": view.members,
        "meetings": view.meetings,
        "reserve_dates": view.reserve_dates,
        "problems": view.problems if view.leads else [],
        "calendar_path": view.calendar_path,
        **{field: getattr(series, field) for field in numbers + counts},
    }
