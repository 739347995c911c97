"""What scheduling keeps about people."""

from datetime import date

from sqlalchemy import select

from services.scheduling.schemas.diets import DIET_TEXTS
from services.scheduling.tables import (
    Agreement,
    AgreementAnswer,
    Attendance,
    Booking,
    BusyTime,
    Diet,
    Feed,
    IdeaNote,
    KnownConsideration,
    Meeting,
    Participation,
    Poll,
    PollAnswer,
    Series,
    Theme,
)
from shared.privacy import COPY, KEEP, Kept, Named
from shared.web.i18n import lazy as N_

STATUSES = {
    "present": N_("present"),
    "partial": N_("part of the time"),
    "absent": N_("absent"),
    "absent_notified": N_("absent, told in advance"),
}
POLL_ANSWERS = {"yes": N_("suits"), "if_needed": N_("suits if needed"), "no": N_("does not suit")}

kept = (
    Kept(
        Participation,
        N_("Attendance"),
        "person_id",
        facts=(
            (N_("Year"), lambda row: str(row.reporting_year)),
            (N_("Meetings recorded"), lambda row: len(row.attendances)),
        ),
        on_erasure=KEEP,
        retention="attendance",
        since=lambda row: date(row.reporting_year, 12, 31),
    ),
    Kept(
        Attendance,
        N_("Meetings with your attendance"),
        lambda ids: Attendance.participation_id.in_(select(Participation.id).where(Participation.person_id.in_(ids))),
        facts=((N_("Date"), "date"), (N_("Attendance"), "status"), (N_("Minutes"), "minutes")),
        words=STATUSES,
        on_erasure=KEEP,
        retention="attendance",
        since=lambda row: date(row.date.year, 12, 31),
    ),
    Kept(
        PollAnswer,
        N_("Answers to polls about dates"),
        "person_id",
        facts=(
            (N_("Answered on"), "answered_at"),
            (N_("Answers"), lambda row: list(row.given.values())),
            (N_("Wish"), "wish"),
        ),
        words=POLL_ANSWERS,
        retention="poll_answers",
    ),
    Kept(
        AgreementAnswer,
        N_("Answers to the agreement of your group"),
        "person_id",
        facts=((N_("Accepted"), "accepted"), (N_("Answered on"), "at")),
    ),
    Kept(
        IdeaNote,
        N_("Ideas that you wrote in your group"),
        "written_by",
        facts=((N_("Theme"), "theme"), (N_("Need"), "need"), (N_("Written on"), "written_at")),
    ),
    Kept(
        Diet,
        N_("Special diet for the meetings of your group"),
        "person_id",
        facts=((N_("Special diet"), "diets"),),
        words=DIET_TEXTS,
        retention="answers",
    ),
    Kept(BusyTime, N_("Times told as busy"), "person_id", facts=((N_("From"), "begins"), (N_("To"), "ends"))),
    Kept(
        Feed,
        N_("Address of your calendar"),
        "person_id",
        facts=((N_("Made on"), "made_at"),),
        secret=("nonce", "token_hash"),
    ),
    Kept(KnownConsideration, N_("May be considered when groups are put together"), "id", on_erasure=COPY),
    Named(Agreement, N_("Agreements that you are asked to accept"), ("waiting_ids",)),
    Named(Theme, N_("Themes that you prepare in your group"), ("prepared_by",)),
    Named(Series, N_("Series of meetings that you lead"), ("mentor_ids",)),
    Named(Meeting, N_("Meetings that you lead"), ("mentor_ids",)),
    Named(Booking, N_("Times taken by meetings that you lead"), ("mentor_id",)),
    Named(Poll, N_("Polls that you opened or answered"), ("proposer_id", "answered_ids")),
)
