"""Who leads a group: one mentor or two together, chosen by those who run the call."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import places
from services.registration.commands.decisions import decided
from services.registration.domain import group as groups
from services.registration.domain import mentor
from services.registration.domain.errors import GroupStateRefuses, MentorTakesPart, NotAMentor
from services.registration.domain.mentor_errors import MentorPaused, TrainingNeedsReason
from services.registration.tables import Group, Mentor
from shared.people import Person
from shared.work import UnitOfWork


def assign_mentors(work: UnitOfWork, group_id: UUID, mentor_ids: Sequence[UUID], *, reason: str | None = None) -> Group:
    """Let these lead the group from now on, instead of those who did. Choosing the earlier ones again is the undo."""
    family, group = decided(work, group_id)
    if group.state_name not in groups.GOES_ON:
        raise GroupStateRefuses(state=group.state_name)
    chosen, before = list(dict.fromkeys(mentor_ids)), list(group.mentor_ids)
    _check(work, family, group, chosen, reason)
    if chosen != before:
        group.mentor_ids = chosen
        more = set(before) <= set(chosen)
        places.settle(work, family, (group, "mentor_assigned" if more else "mentor_replaced"))
        work.record_history(group, "mentors_assigned", before=_texts(before), mentors=_texts(chosen), reason=reason)
    return group


def let_go(work: UnitOfWork, group_id: UUID, ids: Collection[UUID]) -> Group:
    """None of these leads the group any more; it waits on the desk for another. The caller writes the history."""
    family = places.lock_family(work, group_id)
    group = family.group(group_id)
    group.mentor_ids = [each for each in group.mentor_ids if each not in ids]
    places.settle(work, family, (group, "mentor_replaced"))
    return group


def _check(work: UnitOfWork, family: places.Family, group: Group, chosen: list[UUID], reason: str | None) -> None:
    known = list(work.session.scalars(select(Person).where(Person.id.in_(chosen), ~Person.gone)))
    if sum(each.has_role("mentor", on=work.today) for each in known) < len(chosen):
        raise NotAMentor()
    for each in family.registrations:
        if each.person_id in chosen and group.id in (each.group_id, each.place_group_id):
            raise MentorTakesPart()
    _check_registry(work, group, (each for each in known if each.id not in group.mentor_ids), reason)


def _check_registry(work: UnitOfWork, group: Group, new: Iterable[Person], reason: str | None) -> None:
    """Whoever has a place in the registry takes new groups, and is trained where the network asks for it (R151)."""
    policy = work.network.organisations[work.network.slug].policies.get("mentor_training", "none")
    for each in new:
        found = work.session.get(Mentor, each.id)
        if found is not None and found.state_name != "active":
            raise MentorPaused(name=each.name)
        training = found.training if found else "none"
        if not reason and not mentor.training_suffices(policy, group.call.scope, training):
            raise TrainingNeedsReason(name=each.name)


def _texts(ids: list[UUID]) -> list[str]:
    return [str(each) for each in ids]
