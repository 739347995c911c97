"""How registration keeps its records; private to the service."""

from services.registration.tables.accounts import AccountWarning
from services.registration.tables.base import ZONE, Base
from services.registration.tables.bulletins import Bulletin
from services.registration.tables.calls import Call, Group, PlannedDate
from services.registration.tables.coming import ComingEmployer
from services.registration.tables.deputies import Deputy
from services.registration.tables.erasures import Erasure, Evidence, KnownErasureAnswer
from services.registration.tables.forms import Availability, SavedForm, Sending
from services.registration.tables.ideas import Idea, KnownIdea
from services.registration.tables.imports import ListedCard, StaffList
from services.registration.tables.known import (
    KnownIntroduction,
    KnownMeeting,
    KnownParticipation,
    KnownPeriod,
    KnownPlacement,
    KnownReserveDate,
    KnownSeries,
)
from services.registration.tables.mentors import Mentor
from services.registration.tables.registrations import Consideration, Registration, Statistics

__all__ = [
    "ZONE",
    "AccountWarning",
    "Availability",
    "Base",
    "Bulletin",
    "Call",
    "ComingEmployer",
    "Consideration",
    "Deputy",
    "Erasure",
    "Evidence",
    "Group",
    "Idea",
    "KnownErasureAnswer",
    "KnownIdea",
    "KnownIntroduction",
    "KnownMeeting",
    "KnownParticipation",
    "KnownPeriod",
    "KnownPlacement",
    "KnownReserveDate",
    "KnownSeries",
    "ListedCard",
    "Mentor",
    "PlannedDate",
    "Registration",
    "SavedForm",
    "Sending",
    "StaffList",
    "Statistics",
]
