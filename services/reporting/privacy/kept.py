"""What reporting keeps about people: hours and credits, and copies of what others published."""

from datetime import date

from services.reporting.tables import ArrangementHours, KnownParticipation, KnownStatistics, VesoCredit
from shared.privacy import COPY, KEEP, Kept
from shared.web.i18n import lazy as N_
from shared.work import UnitOfWork


def _without_words(work: UnitOfWork, row: ArrangementHours) -> None:
    """Hours are evidence; what the mentor wrote of them is not."""
    row.what = ""


kept = (
    Kept(
        VesoCredit,
        N_("VESO days"),
        "person_id",
        facts=((N_("School year"), "school_year"), (N_("Days"), "days"), (N_("Meetings"), "meetings")),
        on_erasure=KEEP,
        retention="costs",
        since=lambda row: date(int(row.school_year[-4:]), 12, 31),
    ),
    Kept(
        ArrangementHours,
        N_("Hours of arranging"),
        "mentor_id",
        facts=((N_("Date"), "date"), (N_("Hours"), "hours"), (N_("What was done"), "what")),
        on_erasure=_without_words,
        retention="costs",
        since=lambda row: date(row.date.year, 12, 31),
    ),
    Kept(KnownParticipation, N_("Copies of your attendance"), "person_id", on_erasure=COPY),
    Kept(KnownStatistics, N_("Copy of what you told for statistics"), "id", on_erasure=COPY),
)
