"""Keeping mentors' time: the database itself refuses two meetings of one mentor at once."""

from uuid import UUID

from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError

from services.scheduling.domain.errors import MentorDoubleBooked
from services.scheduling.tables import Booking, Meeting
from shared.work import UnitOfWork


def book(work: UnitOfWork, meeting: Meeting) -> None:
    """Take the time of the meeting's mentors, if the time is known. Raises MentorDoubleBooked."""
    release(work, meeting)
    if meeting.slot.is_open:
        return
    during = Range(meeting.slot.starts_at, meeting.slot.ends_at)
    _take_turns(work, meeting.mentor_ids)
    try:
        with work.session.begin_nested():
            meeting.bookings = [Booking(mentor_id=each, during=during) for each in meeting.mentor_ids]
            work.session.flush()
    except IntegrityError as error:
        raise MentorDoubleBooked(date=meeting.date) from error


def release(work: UnitOfWork, meeting: Meeting) -> None:
    """Give the time back."""
    meeting.bookings = []
    work.session.flush()


def _take_turns(work: UnitOfWork, mentor_ids: list[UUID]) -> None:
    """Two bookings of one mentor at once wait for each other; an exclusion constraint alone lets them deadlock."""
    for each in sorted(mentor_ids):
        work.session.execute(sql("SELECT pg_advisory_xact_lock(hashtextextended(:mentor, 0))"), {"mentor": str(each)})
