"""Who leads a meeting: somebody else for one day, or from now on."""

from uuid import UUID

from services.scheduling.commands.booking import book, release
from services.scheduling.commands.loading import locked_meeting, locked_series, require_lead
from services.scheduling.domain import meetings as rules
from services.scheduling.domain.errors import MentorDoubleBooked, NotAMentor
from services.scheduling.tables import KnownGroup, Meeting, Series, known_mentors
from shared.work import UnitOfWork


def substitute_mentor(work: UnitOfWork, meeting_id: UUID, mentor_id: UUID) -> Meeting:
    """Let another mentor lead one meeting; the group's own mentor gives it back the same way."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    if mentor_id not in {*series.mentor_ids, *known_mentors(work.session)}:
        raise NotAMentor()
    meeting.state_ = rules.after(meeting.state_, "substitute")
    if meeting.mentor_ids != [mentor_id]:
        _lead(work, meeting, [mentor_id])
    return meeting


def follow_mentors(work: UnitOfWork, group: KnownGroup) -> None:
    """The group has other mentors: they lead its coming meetings, but for those with a substitute."""
    series = work.session.get(Series, group.id) and locked_series(work, group.id)
    if series is None or series.mentor_ids == group.mentor_ids:
        return
    before, series.mentor_ids = series.mentor_ids, group.mentor_ids
    for each in series.meetings:
        if each.state_ == "scheduled" and each.mentor_ids == before:
            _follow(work, each, group.mentor_ids)
    work.emit("series_changed", series)


def _follow(work: UnitOfWork, meeting: Meeting, mentor_ids: list[UUID]) -> None:
    try:
        _lead(work, meeting, mentor_ids)
    except MentorDoubleBooked:  # registration has decided it: it stands, and the coordinator is shown the clash
        release(work, meeting)
        work.record_history(meeting, "mentor_double_booked")
        work.emit("meeting_mentor_changed", meeting)


def _lead(work: UnitOfWork, meeting: Meeting, mentor_ids: list[UUID]) -> None:
    meeting.mentor_ids = mentor_ids
    meeting.sequence += 1
    if meeting.state_ == "scheduled":
        book(work, meeting)
    work.record_history(meeting, "led_by", mentors=[str(each) for each in mentor_ids])
    work.emit("meeting_mentor_changed", meeting)
