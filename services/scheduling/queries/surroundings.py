"""What is known about the time of a group's people: breaks where they work, and meetings of their other groups."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain.closures import Closure, school_year, with_usual
from services.scheduling.domain.flags import Interval, Member, Surroundings
from services.scheduling.tables import KnownClosure, KnownGroup, Meeting, Series
from shared.people import Person
from shared.work import UnitOfWork

WINTER_WEEK = "winter_break_week"  # a policy of the organisation in network.yml: 8, 9 or 10 by region


def surroundings(work: UnitOfWork, series: Series, days: Collection[date]) -> Surroundings:
    """What matters for these days."""
    group = series.group
    people = {*group.member_ids, *group.mentor_ids}
    cards = work.session.scalars(select(Person).where(Person.id.in_(people)))
    members = {each.id: Member(str(each.organisation), each.unit) for each in cards}
    if not days:
        return Surroundings(members)
    first, last = min(days), max(days)
    return Surroundings(
        members, _closures(work, members.values(), first, last), _busy(work, series, people, first, last)
    )


def told_closures(work: UnitOfWork, organisations: Collection[str]) -> list[Closure]:
    """What organisations have told, in network.yml or by import."""
    rows = work.session.scalars(select(KnownClosure).where(KnownClosure.organisation.in_(organisations)))
    known = [work.network.organisations[each] for each in organisations if each in work.network.organisations]
    written = [Closure(each.slug, first, last) for each in known for first, last in each.breaks]
    return sorted({*written, *(each.fact for each in rows)}, key=lambda each: (each.organisation, each.first))


def _closures(work: UnitOfWork, members: Iterable[Member], first: date, last: date) -> list[Closure]:
    organisations = sorted({each.organisation for each in members})
    known = work.network.organisations
    weeks = {each: known[each].policies.get(WINTER_WEEK, "") for each in organisations if each in known}
    winter = {each: int(week) for each, week in weeks.items() if week.isdecimal() and 1 <= int(week) <= 20}
    years = range(school_year(first), school_year(last) + 1)
    found = with_usual(told_closures(work, organisations), organisations, years, winter)
    return [each for each in found if each.first <= last and first <= each.last]


def _busy(work: UnitOfWork, series: Series, people: set[UUID], first: date, last: date) -> dict[UUID, list[Interval]]:
    """Meetings of other groups of the same people."""
    among = list(people)
    theirs = or_(KnownGroup.member_ids.overlap(among), KnownGroup.mentor_ids.overlap(among))
    near = Meeting.date.between(first - timedelta(days=1), last + timedelta(days=1))
    statement = select(Meeting, KnownGroup).join(KnownGroup, KnownGroup.id == Meeting.group_id)
    rows = work.session.execute(
        statement.where(theirs, near, Meeting.state_ == "scheduled", Meeting.group_id != series.id)
    )
    found: dict[UUID, list[Interval]] = {}
    for meeting, group in rows:
        for who in people.intersection((*group.member_ids, *group.mentor_ids)):
            if not meeting.slot.is_open:
                found.setdefault(who, []).append((meeting.slot.starts_at, meeting.slot.ends_at))
    return found
