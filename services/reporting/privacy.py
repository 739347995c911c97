"""What reporting keeps about people: hours and credits, and copies of what others published."""

from services.reporting.tables import ArrangementHours, KnownParticipation, KnownStatistics, VesoCredit
from shared.privacy import Kept
from shared.web.i18n import lazy as N_

kept = (
    Kept(
        VesoCredit,
        N_("VESO days"),
        "person_id",
        facts=((N_("School year"), "school_year"), (N_("Days"), "days"), (N_("Meetings"), "meetings")),
    ),
    Kept(
        ArrangementHours,
        N_("Hours of arranging"),
        "mentor_id",
        facts=((N_("Date"), "date"), (N_("Hours"), "hours"), (N_("What was done"), "what")),
    ),
    Kept(KnownParticipation, N_("Copies of your attendance"), "person_id"),
    Kept(KnownStatistics, N_("Copy of what you told for statistics"), "id"),
)
