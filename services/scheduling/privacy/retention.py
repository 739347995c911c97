"""For how long scheduling keeps what is about people."""

from sqlalchemy import Date, case, func, select

from services.scheduling.tables import (
    Agreement,
    AgreementAnswer,
    AgreementVersion,
    Attendance,
    Booking,
    BusyTime,
    Diet,
    Feed,
    GroupAddress,
    IdeaNote,
    KnownClosure,
    KnownGroup,
    Meeting,
    Participation,
    Placement,
    Plan,
    Poll,
    PollAnswer,
    PollOption,
    ReleasedIdea,
    ReserveDate,
    Series,
    Theme,
)
from shared.privacy import Follows, Rule, Stays
from shared.privacy.erasure import remove
from shared.privacy.rules import day_of, end_of_year, happened, of_owner
from shared.work import UnitOfWork

_CANCELLED = select(KnownGroup.id).where(KnownGroup.id == Series.id, KnownGroup.data["state"].astext == "cancelled")
_LAST_DATE = select(func.max(Meeting.date, type_=Date())).where(Meeting.group_id == Series.id).scalar_subquery()
GROUP_ENDED = func.coalesce(
    day_of(happened(Series, "group_finished")), case((_CANCELLED.exists(), _LAST_DATE)), type_=Date()
)


def _remove_group(work: UnitOfWork, row: Series) -> None:
    """Everything of a group, what leans on something else first."""
    for table in (IdeaNote, Diet, Poll, Agreement, Participation, Meeting, ReserveDate):
        for each in work.session.scalars(select(table).where(table.group_id == row.id)):
            remove(work, each)
        work.session.flush()
    if plan := work.session.get(Plan, row.id):
        remove(work, plan)
    remove(work, row)


def _without_wish(work: UnitOfWork, row: PollAnswer) -> None:
    """Of a poll that nobody has decided yet the answers by date stay."""
    row.wish = None


retention = (
    Rule(
        PollAnswer,
        "poll_answers",
        of_owner(happened(Poll, "poll_decided", "poll_cancelled"), Poll, PollAnswer.poll_id),
        of_owner(Poll.state_, Poll, PollAnswer.poll_id).in_(("decided", "cancelled")),
        organisation=of_owner(Poll.organisation, Poll, PollAnswer.poll_id),
    ),
    Rule(
        PollAnswer,
        "poll_answers",
        of_owner(happened(Poll, "poll_closed", "poll_failed"), Poll, PollAnswer.poll_id),
        PollAnswer.wish.is_not(None) & of_owner(Poll.state_, Poll, PollAnswer.poll_id).in_(("closed", "failed")),
        _without_wish,
        organisation=of_owner(Poll.organisation, Poll, PollAnswer.poll_id),
    ),
    Rule(Agreement, "agreement", of_owner(GROUP_ENDED, Series, Agreement.group_id)),
    Rule(Plan, "agreement", of_owner(GROUP_ENDED, Series, Plan.id)),
    Rule(
        IdeaNote,
        "agreement",
        of_owner(GROUP_ENDED, Series, IdeaNote.group_id),
        organisation=of_owner(Series.organisation, Series, IdeaNote.group_id),
    ),
    Rule(
        Diet,
        "answers",
        of_owner(GROUP_ENDED, Series, Diet.group_id),
        organisation=of_owner(Series.organisation, Series, Diet.group_id),
    ),
    Rule(Placement, "placement", func.coalesce(Placement.confirmed_at, Placement.asked_at)),
    Rule(BusyTime, "technical", BusyTime.ends),
    Rule(Participation, "attendance", end_of_year(Participation.reporting_year)),
    Rule(
        Series,
        "attendance",
        func.greatest(end_of_year(Series.reporting_year), end_of_year(func.extract("year", _LAST_DATE)), type_=Date()),
        GROUP_ENDED.is_not(None),
        _remove_group,
    ),
    Follows(Attendance, "the participation"),
    Follows(AgreementVersion, "the agreement"),
    Follows(AgreementAnswer, "the agreement"),
    Follows(Theme, "the plan"),
    Follows(Poll, "the group's series"),
    Follows(PollOption, "the poll"),
    Follows(Meeting, "the group's series"),
    Follows(ReserveDate, "the group's series"),
    Follows(Booking, "the meeting"),
    Follows(GroupAddress, "the group's series"),
    Follows(Feed, "the person"),
    Stays(ReleasedIdea, "no personal data (dossier C.6)"),
    Stays(KnownClosure, "no person's"),
)
