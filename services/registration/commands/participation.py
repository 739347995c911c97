"""What follows for registrations and calls when groups meet and finish, and when pair periods begin and end."""

from uuid import UUID

from sqlalchemy import select

from services.registration.commands import calls, places
from services.registration.domain import registration
from services.registration.tables import Call, Group, KnownParticipation, KnownPeriod, KnownSeries
from shared.people import Person
from shared.work import UnitOfWork


def group_started(work: UnitOfWork, group_id: UUID) -> None:
    """The group has met: its call runs."""
    group = work.session.get(Group, group_id)
    if group is not None:
        calls.start_call(work, group.call_id)


def group_finished(work: UnitOfWork, group_id: UUID) -> None:
    """The group has met for the last time: who took part has completed, and perhaps the call too."""
    group = work.session.get(Group, group_id)
    if group is not None:
        complete_participations(work, group_id)
        calls.complete_call(work, group.call_id)


def period_changed(work: UnitOfWork, period: KnownPeriod) -> None:
    """The first period of a call that begins lets it run, the last that ends completes it. Safe to repeat."""
    call = work.session.get(Call, period.call_id) if period.call_id else None
    if call is None:
        return
    if period.begun and not call.has_started:
        calls.start_call(work, call.id)
    elif period.ended and call.state_name == "running":
        calls.complete_call(work, call.id)


def complete_participations(work: UnitOfWork, group_id: UUID) -> None:
    """Complete the registrations of a finished group's members who were there at least once. Safe to repeat."""
    series = work.session.get(KnownSeries, group_id)
    if series is None or series.series_state != "finished" or work.session.get(Group, group_id) is None:
        return
    family = places.lock_family(work, group_id)
    took_part = _took_part(work, group_id)
    completed = [
        each
        for each in family.registrations
        if each.place_group_id == group_id and each.person_id in took_part and each.state_name == "confirmed"
    ]
    for each in completed:
        each.state_name = registration.move("confirmed", "complete", "completed")
        work.record_history(each, "completed")
    places.settle(work, family, *((each, "participation_completed") for each in completed))


def _took_part(work: UnitOfWork, group_id: UUID) -> set[UUID | None]:
    chosen = select(KnownParticipation.person_id).where(
        KnownParticipation.group_id == group_id, KnownParticipation.attended > 0
    )
    attended = set(work.session.scalars(chosen))
    linked = select(Person.same_as).where(Person.id.in_(attended), Person.same_as.is_not(None))
    return attended | set(work.session.scalars(linked))
