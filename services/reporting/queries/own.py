"""What one person sees of oneself: seats, hours, VESO days, certificates, and as a mentor the hours of leading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from services.reporting.domain.facts import Participation, hours
from services.reporting.domain.mentors import mentor_hours
from services.reporting.domain.report import Report
from services.reporting.domain.veso import Credit, credits_of
from services.reporting.queries.groups import group_name
from services.reporting.tables import ArrangementHours, KnownCall, KnownGroup, KnownParticipation, KnownSeries, facts
from shared.errors import NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Seat:
    """One's own attendance in one group."""

    group_id: UUID
    name: str | None
    meetings: int
    recorded: int
    hours: Decimal


@dataclass(frozen=True)
class Certificate:
    """That a person took part: name, group, dates and hours, and nothing of what was said."""

    person: Person
    group_id: UUID
    group: str | None
    call: str | None
    organisation: str
    dates: tuple[tuple[date, Decimal], ...]
    hours: Decimal
    finished: bool
    as_of: date


def seats(work: UnitOfWork, person_id: UUID) -> list[Seat]:
    """One's seats, the latest first."""
    found = _participations(work, person_id)
    found.sort(key=lambda each: max((line.date for line in each.attendances), default=date.min), reverse=True)
    return [_seat(work, each) for each in found]


def certificate(work: UnitOfWork, person_id: UUID, group_id: UUID) -> Certificate:
    """The certificate of a person in a group. Raises NotFound for who was never present."""
    person = resolve(work.session, person_id)
    found = [each for each in _participations(work, person_id) if each.group_id == group_id and each.attended]
    if person is None or person.gone or not found:
        raise NotFound()
    attended, series = found[0].attended, work.session.get(KnownSeries, group_id)
    return Certificate(
        person=person,
        group_id=group_id,
        group=_group_name(work, group_id),
        call=_call_title(work, group_id),
        organisation=found[0].organisation,
        dates=tuple((each.date, hours(each.minutes)) for each in attended),
        hours=hours(sum(each.minutes for each in attended)),
        finished=series is not None and not series.gone and series.data["state"] == "finished",
        as_of=work.today,
    )


def credits(work: UnitOfWork, person_id: UUID) -> list[Credit]:
    """One's VESO days by employer and school year."""
    found = _participations(work, person_id)
    staff = facts.staff(work.session, {each.person_id for each in found})
    return credits_of(found, staff, facts.lengths(work.session, found), facts.policy_of(work.network, "veso"))


def hours_of_mentor(work: UnitOfWork, person_id: UUID) -> Report:
    """One's hours as a mentor, by school year."""
    session = work.session
    employment = facts.employment_of(session, work.network)
    return mentor_hours(
        facts.meetings(session),
        facts.arrangements(session),
        employment,
        work.today,
        is_seen=lambda mentor: mentor == person_id,
    )


def arrangement_records(work: UnitOfWork, person_id: UUID) -> Sequence[ArrangementHours]:
    """One's own records of arranging, the latest first."""
    own = ArrangementHours.mentor_id == person_id
    statement = select(ArrangementHours).where(own).order_by(ArrangementHours.date.desc(), ArrangementHours.id)
    return work.session.scalars(statement).all()


def _participations(work: UnitOfWork, person_id: UUID) -> list[Participation]:
    names = facts.aliases(work.session, person_id)
    return [
        each.until(work.today) for each in facts.participations(work.session, KnownParticipation.person_id.in_(names))
    ]


def _seat(work: UnitOfWork, seat: Participation) -> Seat:
    attended = seat.attended
    total = hours(sum(each.minutes for each in attended))
    return Seat(seat.group_id, _group_name(work, seat.group_id), len(attended), len(seat.attendances), total)


def _group_name(work: UnitOfWork, group_id: UUID) -> str | None:
    return group_name(work.session.get(KnownGroup, group_id), work.actor.language)


def _call_title(work: UnitOfWork, group_id: UUID) -> str | None:
    group = work.session.get(KnownGroup, group_id)
    call = work.session.get(KnownCall, UUID(group.data["call_id"])) if group and not group.gone else None
    if call is None or call.gone:
        return None
    title: dict[str, str | None] = call.data["title"]
    return title.get(work.actor.language) or title["fi"]
