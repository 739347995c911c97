"""What an organisation takes along of meetings: when its people were present, its own groups and their agreements."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from services.scheduling.privacy.kept import STATUSES
from services.scheduling.tables import Attendance, Meeting, Participation, Series
from shared.people import resolve
from shared.privacy.taking import Table
from shared.web.i18n import lazy as N_
from shared.web.i18n import local
from shared.work import UnitOfWork

ATTENDANCE = {
    "name": N_("Name"),
    "email": N_("Work e-mail"),
    "group": N_("Group"),
    "date": N_("Date"),
    "status": N_("Attendance"),
    "minutes": N_("Minutes"),
}
GROUPS = {
    "group": N_("Group"),
    "year": N_("Year"),
    "agreed_on": N_("The group agreed on"),
    "meetings_planned": N_("Meetings planned"),
    "meetings_held": N_("Meetings held"),
}
MEETINGS = {
    "group": N_("Group"),
    "number": N_("Meeting"),
    "date": N_("Date"),
    "start": N_("Start"),
    "end": N_("End"),
    "state": N_("State"),
    "present": N_("Present"),
}


def taken(work: UnitOfWork, organisation: str) -> Iterator[Table]:
    """Presence is what certificates and costs are made of; who was absent, and why, is nobody's to take along."""
    if rows := list(_attendance(work, organisation)):
        yield Table("attendance", N_("Meetings at which your people were present"), ATTENDANCE, rows)
    own = select(Series).where(Series.organisation == organisation).order_by(Series.reporting_year, Series.id)
    found = list(work.session.scalars(own)) if work.actor.may("read", "agreement", organisation) else []
    if found:
        yield Table("groups", N_("Your own groups and their agreements"), GROUPS, [_group(each) for each in found])
    if found and work.actor.may("read", "attendance", organisation):
        meetings = [_meeting(each, one) for each in found for one in each.meetings]
        yield Table("meetings", N_("Meetings of your own groups"), MEETINGS, meetings)


def _attendance(work: UnitOfWork, organisation: str) -> Iterator[list[Any]]:
    chosen = (
        select(Attendance, Participation.person_id, Series)
        .join(Participation, Participation.id == Attendance.participation_id)
        .join(Series, Series.id == Participation.group_id)
        .where(Attendance.employer == organisation, Attendance.status.in_(["present", "partial"]))
        .order_by(Attendance.date, Participation.id)
    )
    for each, person_id, series in work.session.execute(chosen):
        if any(work.actor.may("read", "attendance", slug) for slug in (organisation, series.organisation)):
            person = resolve(work.session, person_id)
            named = [None, None] if person is None or person.gone else [person.name, person.email]
            yield [*named, _name(series), each.date, str(STATUSES[each.status]), each.minutes]


def _group(series: Series) -> list[Any]:
    figures = (series.meetings_planned, series.meetings_held)
    return [_name(series), series.reporting_year, series.agreed_on, *figures]


def _meeting(series: Series, meeting: Meeting) -> list[Any]:
    slot = (meeting.date, meeting.start, meeting.end)
    return [_name(series), meeting.number, *slot, meeting.state_, meeting.present]


def _name(series: Series) -> str | None:
    return local(series.group.data["name"]) if series.group and not series.group.gone else None
