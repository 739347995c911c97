"""What is known about the time of a group's people: breaks where they work, and meetings of their other groups."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select

from services.scheduling.domain.closures import Closure, school_year, with_usual
from services.scheduling.domain.flags import Interval, Member, Surroundings
from services.scheduling.tables import (
    BusyTime,
    KnownClosure,
    KnownGroup,
    KnownRegistration,
    Meeting,
    Series,
    identities,
)
from shared.clock import local_date
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
    """Meetings of other groups of the same people, and what they have brought of their own calendars."""
    among = list(people)
    theirs = or_(KnownGroup.member_ids.overlap(among), KnownGroup.mentor_ids.overlap(among))
    near = Meeting.date.between(first - timedelta(days=1), last + timedelta(days=1))
    statement = select(Meeting, KnownGroup).join(KnownGroup, KnownGroup.id == Meeting.group_id)
    rows = work.session.execute(
        statement.where(theirs, near, Meeting.state_ == "scheduled", Meeting.group_id != series.id)
    )
    found: dict[UUID, list[Interval]] = {}
    for told in work.session.scalars(select(BusyTime).where(BusyTime.person_id.in_(people))):
        if first - timedelta(days=61) <= local_date(told.begins) <= last:
            found.setdefault(told.person_id, []).append((told.begins, told.ends))
    for meeting, group in rows:
        for who in people.intersection((*group.member_ids, *group.mentor_ids)):
            if not meeting.slot.is_open:
                found.setdefault(who, []).append((meeting.slot.starts_at, meeting.slot.ends_at))
    return found


def busy_count(work: UnitOfWork) -> int:
    """How many busy times of the actor are kept."""
    own = select(func.count()).where(BusyTime.person_id == work.actor.person_id)
    return int(work.session.scalar(own) or 0)


def own_time(work: UnitOfWork, series: Series) -> tuple[list[Interval], dict[str, str], list[str]]:
    """The actor's busy times, parts of the week that suit by their own word at registration, and weeks away."""
    if work.actor.person_id is None:
        return [], {}, []
    own = identities(work.session, work.actor.person_id)
    busy = work.session.scalars(select(BusyTime).where(BusyTime.person_id.in_(own)))
    theirs = KnownRegistration.data["person_id"].astext.in_([str(each) for each in own])
    told = work.session.scalars(
        select(KnownRegistration).where(KnownRegistration.call_id == series.call_id, ~KnownRegistration.gone, theirs)
    )
    parts: dict[str, str] = {}
    weeks: list[str] = []
    for each in told:
        parts |= {part["slot"]: part["answer"] for part in each.data.get("availability") or ()}
        weeks += each.data.get("away_weeks") or []
    return [(each.begins, each.ends) for each in busy], parts, weeks
