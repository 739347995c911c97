"""Facts for the domain from what has arrived.

Ids of persons are those that remain after identities were linked. What is gone is left out. The newest known state
counts; what is not known yet (a meeting without its group) is as good as the facts that are there.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.domain.facts import Attendance, Meeting, Participation, Party, Period, PeriodDay
from services.reporting.domain.mentors import Arrangement, Employment
from services.reporting.domain.policies import Policy
from services.reporting.domain.veso import Staff
from services.reporting.tables.records import (
    ArrangementHours,
    KnownGroup,
    KnownMeeting,
    KnownParticipation,
    KnownPeriod,
    KnownStatistics,
)
from shared.network import Network
from shared.people import Person
from shared.plugins import policy

Identify = Callable[[UUID], UUID]


def identities(session: Session) -> Identify:
    """Maps an id to the one that the person goes by now."""
    merged: dict[UUID, UUID] = dict(
        session.execute(select(Person.id, Person.same_as).where(Person.same_as.is_not(None))).all()  # type: ignore[arg-type]
    )

    def identify(person_id: UUID) -> UUID:
        seen: set[UUID] = set()
        while person_id in merged and person_id not in seen:
            seen.add(person_id)
            person_id = merged[person_id]
        return person_id

    return identify


def aliases(session: Session, person_id: UUID) -> set[UUID]:
    """Every id that the person goes or went by."""
    identify = identities(session)
    known = session.scalars(select(Person.id).where(Person.same_as.is_not(None)))
    return {identify(person_id), *(each for each in known if identify(each) == identify(person_id))}


def participations(session: Session, *conditions: Any) -> list[Participation]:
    """Seats, with those of one person in one group under two ids made one."""
    identify = identities(session)
    statement = select(KnownParticipation.data, KnownParticipation.organisation)
    rows = session.execute(statement.where(~KnownParticipation.gone, *conditions).order_by(KnownParticipation.id))
    seats: dict[tuple[UUID, UUID], Participation] = {}
    for data, organisation in rows:
        seat = _participation(data, organisation, identify)
        key = (seat.group_id, seat.person_id)
        seats[key] = _joined(seats[key], seat) if key in seats else seat
    return list(seats.values())


def meetings(session: Session, *conditions: Any) -> list[Meeting]:
    """Meetings, in no particular order."""
    identify = identities(session)
    usual = KnownGroup.data["meeting_minutes"].as_integer()
    statement = select(KnownMeeting.data, usual).outerjoin(
        KnownGroup, (KnownGroup.id == KnownMeeting.group_id) & ~KnownGroup.gone
    )
    rows = session.execute(statement.where(~KnownMeeting.gone, *conditions))
    return [_meeting(data, minutes, identify) for data, minutes in rows]


def periods(session: Session) -> list[Period]:
    """Pair periods."""
    identify = identities(session)
    rows = session.execute(select(KnownPeriod.data, KnownPeriod.organisation).where(~KnownPeriod.gone))
    return [_period(data, organisation, identify) for data, organisation in rows]


def genders(session: Session) -> Mapping[UUID, str]:
    """What persons told; who told nothing is not in it."""
    identify = identities(session)
    rows = session.execute(select(KnownStatistics.id, KnownStatistics.data).where(~KnownStatistics.gone))
    found: dict[UUID, str] = {}
    for person_id, data in rows:
        if data["gender"] != "not_stated":
            found[identify(person_id)] = data["gender"]
    return found


def staff(session: Session, persons: Iterable[UUID]) -> Mapping[UUID, Staff]:
    """Working-time forms and units."""
    columns = select(Person.id, Person.worktime_form, Person.unit)
    rows = session.execute(columns.where(Person.id.in_(set(persons)), ~Person.gone))
    return {person_id: Staff(form, unit) for person_id, form, unit in rows}


def arrangements(session: Session) -> list[Arrangement]:
    """Arrangement hours as recorded."""
    identify = identities(session)
    rows = session.execute(select(ArrangementHours.mentor_id, ArrangementHours.date, ArrangementHours.hours))
    return [Arrangement(identify(mentor), day, hours) for mentor, day, hours in rows]


def lengths(session: Session, seats: Iterable[Participation]) -> Mapping[UUID, int]:
    """Planned minutes of the meetings of those groups in which these seats are."""
    groups = {each.group_id for each in seats}
    return {each.id: each.minutes for each in meetings(session, KnownMeeting.group_id.in_(groups))}


def policy_of(network: Network, kind: str) -> Callable[[str], Policy | None]:
    """An employer's policy of a kind (`veso`, `mentor_pay`); None where it has none."""

    def find(employer: str) -> Policy | None:
        known = network.organisations.get(employer)
        name = known.policies.get(kind, "none") if known else "none"
        found: Policy | None = None if name == "none" else policy(name)
        return found

    return find


def employment_of(session: Session, network: Network) -> Callable[[UUID], Employment]:
    """A mentor's employer with its rules; the network's choice for other lengths where the employer has none."""
    find = policy_of(network, "mentor_pay")
    employers: dict[UUID, str] = dict(session.execute(select(Person.id, Person.organisation)).all())

    def employment(mentor: UUID) -> Employment:
        employer = employers.get(mentor, "")
        last_day = last_days(network).get(employer, date.max)
        return Employment(employer, find(employer), other_length(network, employer), last_day)

    return employment


def last_days(network: Network) -> Mapping[str, date]:
    """The last day in the network of each employer that leaves it."""
    return {slug: each.leaves for slug, each in network.organisations.items() if each.leaves}


def other_length(network: Network, employer: str) -> str | None:
    """What was chosen for meetings of another length: by the employer, else by the network."""
    chosen = [network.organisations[each] for each in (employer, network.slug) if each in network.organisations]
    return next((each.policies["other_length"] for each in chosen if "other_length" in each.policies), None)


def _participation(data: dict[str, Any], organisation: str, identify: Identify) -> Participation:
    return Participation(
        group_id=UUID(data["group_id"]),
        person_id=identify(UUID(data["person_id"])),
        organisation=organisation,
        scope=data["scope"],
        reporting_year=data["reporting_year"],
        attendances=tuple(_attendance(each) for each in data["attendances"]),
    )


def _attendance(data: dict[str, Any]) -> Attendance:
    meeting, day = UUID(data["meeting_id"]), date.fromisoformat(data["date"])
    return Attendance(meeting, day, data["status"], data["minutes"], data["employer"])


def _joined(one: Participation, other: Participation) -> Participation:
    lines = {each.meeting_id: each for each in one.attendances if not each.attended}
    lines |= {each.meeting_id: each for each in other.attendances if each.attended or each.meeting_id not in lines}
    lines |= {each.meeting_id: each for each in one.attended}
    together = tuple(sorted(lines.values(), key=lambda each: (each.date, each.meeting_id)))
    return Participation(one.group_id, one.person_id, one.organisation, one.scope, one.reporting_year, together)


def _meeting(data: dict[str, Any], usual: int | None, identify: Identify) -> Meeting:
    return Meeting(
        id=UUID(data["id"]),
        group_id=UUID(data["group_id"]),
        number=data["number"],
        date=date.fromisoformat(data["date"]),
        state=data["state"],
        minutes=_minutes(data) or usual or data.get("held_minutes") or 0,
        mentor_ids=tuple(identify(UUID(each)) for each in data["mentor_ids"]),
    )


def _minutes(data: dict[str, Any]) -> int | None:
    if not (data.get("start") and data.get("end")):
        return None
    start, end = (time.fromisoformat(data[each]) for each in ("start", "end"))
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _period(data: dict[str, Any], organisation: str, identify: Identify) -> Period:
    parties = (Party(identify(UUID(each["person_id"])), each["organisation"], each["role"]) for each in data["parties"])
    return Period(
        id=UUID(data["id"]),
        organisation=organisation,
        scope=data["scope"],
        reporting_year=data["reporting_year"],
        parties=tuple(parties),
        days=tuple(PeriodDay(date.fromisoformat(each["date"]), each["state"]) for each in data["days"]),
        days_granted=data.get("days_granted"),
        additional_colleagues=data["additional_colleagues"],
        occasions={name: datetime.fromisoformat(each["at"]) for name, each in data["occasions"].items()},
    )
