"""The tables of scheduling; private to it."""

from services.scheduling.tables.addresses import GroupAddress
from services.scheduling.tables.agreements import (
    Agreement,
    AgreementAnswer,
    AgreementVersion,
    Plan,
    Theme,
    has_accepted,
)
from services.scheduling.tables.base import Base
from services.scheduling.tables.busy import BusyTime
from services.scheduling.tables.closures import KnownClosure
from services.scheduling.tables.diets import Diet
from services.scheduling.tables.ideas import IdeaNote, KnownIdea, ReleasedIdea
from services.scheduling.tables.known import (
    KnownCall,
    KnownConsideration,
    KnownGroup,
    KnownRegistration,
    identities,
    known_mentors,
)
from services.scheduling.tables.participations import Attendance, Feed, Participation
from services.scheduling.tables.placements import Placement
from services.scheduling.tables.polls import Poll, PollAnswer, PollOption
from services.scheduling.tables.series import Booking, Meeting, ReserveDate, Series

__all__ = [
    "Agreement",
    "AgreementAnswer",
    "AgreementVersion",
    "Attendance",
    "Base",
    "Booking",
    "BusyTime",
    "Diet",
    "Feed",
    "GroupAddress",
    "IdeaNote",
    "KnownCall",
    "KnownClosure",
    "KnownConsideration",
    "KnownGroup",
    "KnownIdea",
    "KnownRegistration",
    "Meeting",
    "Participation",
    "Placement",
    "Plan",
    "Poll",
    "PollAnswer",
    "PollOption",
    "ReleasedIdea",
    "ReserveDate",
    "Series",
    "Theme",
    "has_accepted",
    "identities",
    "known_mentors",
]
