"""Foreign aggregates -> read models, and the VESO credit that follows from them."""

from sqlalchemy import select

from services.reporting.commands import credit_person
from services.reporting.tables import (
    KnownCall,
    KnownGroup,
    KnownMeeting,
    KnownParticipation,
    KnownPeriod,
    KnownSeries,
    KnownStatistics,
)
from shared.bus import Subscriptions, Timers
from shared.contracts.people import PersonV1, StatisticsV1
from shared.contracts.registration import CallV1, GroupV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1
from shared.contracts.shadowing import PeriodV1
from shared.people import Person
from shared.work import UnitOfWork

subscriptions = Subscriptions()
timers = Timers()

subscriptions.project(CallV1, KnownCall)
subscriptions.project(GroupV1, KnownGroup)
subscriptions.project(MeetingV1, KnownMeeting)
subscriptions.project(MeetingSeriesV1, KnownSeries)
subscriptions.project(ParticipationV1, KnownParticipation)
subscriptions.project(PeriodV1, KnownPeriod)
subscriptions.project(StatisticsV1, KnownStatistics)


@subscriptions.derive(ParticipationV1)
def credit_attendance(work: UnitOfWork, participation: KnownParticipation) -> None:
    """Computed from all attendance that is known, so repetition and order change nothing."""
    credit_person(work, participation.person_id)


@subscriptions.derive(MeetingV1)
def credit_partial_attendance(work: UnitOfWork, meeting: KnownMeeting) -> None:
    """Partial attendance counts by the meeting's length, which may arrive after it; computed anew each time."""
    seats = select(KnownParticipation.person_id).where(
        KnownParticipation.group_id == meeting.group_id,
        KnownParticipation.data["attendances"].contains([{"meeting_id": str(meeting.id), "status": "partial"}]),
    )
    for person_id in sorted(work.session.scalars(seats)):
        credit_person(work, person_id)


@subscriptions.derive(PersonV1)
def credit_card(work: UnitOfWork, person: Person) -> None:
    """The working-time form decides, and two ids may turn out to be one person; computed anew each time."""
    credit_person(work, person.id)
