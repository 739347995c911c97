"""A person's attendance in a group, written down with the employer of the day."""

from datetime import date
from uuid import UUID, uuid5

from services.scheduling.domain.attendance import Mark
from services.scheduling.domain.errors import CardMissing
from services.scheduling.tables import Attendance, Meeting, Participation, Series
from shared.people import resolve
from shared.work import UnitOfWork


def participation(work: UnitOfWork, series: Series, person_id: UUID) -> Participation:
    """The person's participation in the group, new if there is none."""
    own_id = uuid5(series.id, str(person_id))
    found = work.session.get(Participation, own_id)
    if found is None:
        same = {"organisation": series.organisation, "scope": series.scope, "reporting_year": series.reporting_year}
        found = Participation(id=own_id, group_id=series.id, person_id=person_id, **same)
        work.session.add(found)
    return found


def mark(work: UnitOfWork, series: Series, meeting: Meeting, person_id: UUID, given: Mark) -> None:
    """Write one person's mark for one meeting; says so only if it is new or different."""
    own = participation(work, series, person_id)
    known = attendance_of(own, meeting)
    if known is not None and (known.status, known.minutes) == (given.status, given.minutes):
        return
    before = {"before": known.status, "minutes_before": known.minutes} if known else {}
    if known is None:
        known = Attendance(
            meeting_id=meeting.id, date=meeting.date, employer=employer_of(work, person_id, meeting.date)
        )
        own.attendances.append(known)
    known.status, known.minutes = given.status, given.minutes
    work.record_history(own, "marked", meeting=str(meeting.id), status=given.status, minutes=given.minutes, **before)
    work.emit("participation_recorded", own)


def attendance_of(own: Participation, meeting: Meeting) -> Attendance | None:
    """The person's mark for a meeting."""
    return next((each for each in own.attendances if each.meeting_id == meeting.id), None)


def employer_of(work: UnitOfWork, person_id: UUID, day: date) -> str:
    """The employer on a day, as the person's card tells. Raises CardMissing."""
    person = resolve(work.session, person_id)
    if person is None:
        raise CardMissing()
    return person.employer_on(day)
