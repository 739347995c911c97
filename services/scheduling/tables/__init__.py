"""The tables of scheduling; private to it."""

from services.scheduling.tables.addresses import GroupAddress
from services.scheduling.tables.base import Base
from services.scheduling.tables.busy import BusyTime
from services.scheduling.tables.closures import KnownClosure
from services.scheduling.tables.ideas import ReleasedIdea
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
    "Attendance",
    "Base",
    "Booking",
    "BusyTime",
    "Feed",
    "GroupAddress",
    "KnownCall",
    "KnownClosure",
    "KnownConsideration",
    "KnownGroup",
    "KnownRegistration",
    "Meeting",
    "Participation",
    "Placement",
    "Poll",
    "PollAnswer",
    "PollOption",
    "ReleasedIdea",
    "ReserveDate",
    "Series",
    "identities",
    "known_mentors",
]
