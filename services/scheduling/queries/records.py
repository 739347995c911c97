"""What is known of one meeting besides its date: who was there, what was corrected, who lends the room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.scheduling.domain.attendance import STATUSES
from services.scheduling.domain.diets import counted
from services.scheduling.queries.diets import diets_of
from services.scheduling.queries.groups import group
from services.scheduling.queries.views import GroupView
from services.scheduling.tables import Attendance, GroupAddress, Meeting, Participation, Series, known_mentors
from shared import feeds
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Sheet:
    """The attendance of one meeting: everybody expected, and the marks so far by status."""

    view: GroupView
    meeting: Meeting
    people: list[Person]
    marks: dict[str, list[UUID]]
    partly_minutes: int | None
    by_person: dict[UUID, Attendance]
    mentors: list[Person]


@dataclass(frozen=True)
class Change:
    """One line of a meeting's history. `whom` is the person whose mark it was."""

    at: datetime
    what: str
    who: Person | None
    whom: Person | None
    data: dict[str, Any]


@dataclass(frozen=True)
class Lent:
    """What the host of the room sees of a coming meeting: never who takes part."""

    meeting: Meeting
    expected: int
    diets: dict[str, int]


def _led_that_day(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting]:
    """A meeting and its group, for those who lead one of them. Raises NotFound, Forbidden."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound()
    view = group(work, meeting.group_id)
    if not view.leads and not meeting.is_led_by(work):
        raise Forbidden()
    return view, meeting


def attendance(work: UnitOfWork, meeting_id: UUID) -> Sheet:
    """The attendance sheet of a meeting. Raises NotFound, Forbidden."""
    view, meeting = _led_that_day(work, meeting_id)
    statement = select(Participation.person_id, Attendance).join(Attendance)
    rows = work.session.execute(statement.where(Attendance.meeting_id == meeting.id)).all()
    marks = {status: [person for person, mark in rows if mark.status == status] for status in STATUSES}
    partial = next((mark.minutes for _, mark in rows if mark.status == "partial"), None)
    by_person = {row.person_id: row.Attendance for row in rows}
    expected = {*view.group.member_ids, *by_person}
    return Sheet(
        view, meeting, _people(work, expected), marks, partial, by_person, _people(work, set(meeting.mentor_ids))
    )


def history(work: UnitOfWork, meeting_id: UUID) -> tuple[GroupView, Meeting, list[Change]]:
    """What was done to a meeting and to whose marks, the newest first. Raises NotFound, Forbidden."""
    view, meeting = _led_that_day(work, meeting_id)
    own = (AuditRow.record_type == "meetings") & (AuditRow.record_id == meeting.id)
    mark = (AuditRow.record_type == "participations") & (AuditRow.data["meeting"].astext == str(meeting.id))
    rows = list(work.session.scalars(select(AuditRow).where(or_(own, mark)).order_by(AuditRow.id.desc())))
    return view, meeting, list(_changes(work, rows))


def mentors_to_choose(work: UnitOfWork, meeting: Meeting) -> list[Person]:
    """Who could lead a meeting instead: everybody who leads a group."""
    found = [each for each in _people(work, known_mentors(work.session)) if not each.gone]
    return [each for each in found if [each.id] != meeting.mentor_ids]


def group_address(view: GroupView, purpose: str) -> str | None:
    """The path of an address of a group, for its own people; None while there is none."""
    found = view.work.session.get(GroupAddress, (view.id, purpose))
    if found is None:
        return None
    secret = feeds.token(view.work.settings.secret, f"{purpose}:{found.nonce}")
    return f"/scheduling/host/{secret}" if purpose == "host" else f"/scheduling/group-calendar/{secret}.ics"


def group_of_address(work: UnitOfWork, secret: str, purpose: str) -> GroupView:
    """The group that an address opens, to whoever has it. Raises NotFound."""
    theirs = (GroupAddress.token_hash == feeds.hashed(secret)) & (GroupAddress.purpose == purpose)
    series = work.session.scalar(select(Series).join(GroupAddress).where(theirs))
    if series is None:
        raise NotFound()
    return GroupView(work, series, frozenset())


def lent(view: GroupView) -> list[Lent]:
    """The coming meetings as the host of the room needs them."""
    absent = select(Attendance.meeting_id, Participation.person_id).join(Participation)
    rows = view.work.session.execute(
        absent.where(Participation.group_id == view.id, Attendance.status == "absent_notified")
    ).all()
    told, found = diets_of(view), []
    for each in view.coming:
        away = {person for meeting, person in rows if meeting == each.id}
        members = set(view.group.member_ids) - away
        expected = len(members) + len(each.mentor_ids)
        found.append(Lent(each, expected, counted(told, members | set(each.mentor_ids))))
    return found


def _people(work: UnitOfWork, ids: set[UUID]) -> list[Person]:
    return list(work.session.scalars(select(Person).where(Person.id.in_(ids))))


def _changes(work: UnitOfWork, rows: list[AuditRow]) -> Iterator[Change]:
    marked = [each.record_id for each in rows if each.record_type == "participations"]
    owners = select(Participation.id, Participation.person_id).where(Participation.id.in_(marked))
    owner = {row.id: row.person_id for row in work.session.execute(owners)}
    ids = {*owner.values(), *(each.who for each in rows if each.who)}
    people = {each.id: each for each in _people(work, ids)}
    for each in rows:
        whom = people.get(owner[each.record_id]) if each.record_id in owner else None
        yield Change(each.at, each.what, people.get(each.who) if each.who else None, whom, each.data)
