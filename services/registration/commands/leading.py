"""Who leads a group: one mentor or two together, chosen by those who run the call."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import places
from services.registration.commands.decisions import decided
from services.registration.domain import group as groups
from services.registration.domain.errors import GroupStateRefuses, MentorTakesPart, NotAMentor
from services.registration.tables import Group
from shared.people import Person
from shared.work import UnitOfWork


def assign_mentors(work: UnitOfWork, group_id: UUID, mentor_ids: Sequence[UUID]) -> Group:
    """Let these lead the group from now on, instead of those who did. Choosing the earlier ones again is the undo."""
    family, group = decided(work, group_id)
    if group.state_name not in groups.GOES_ON:
        raise GroupStateRefuses(state=group.state_name)
    chosen, before = list(dict.fromkeys(mentor_ids)), list(group.mentor_ids)
    _check(work, family, group, chosen)
    if chosen != before:
        group.mentor_ids = chosen
        more = set(before) <= set(chosen)
        places.settle(work, family, (group, "mentor_assigned" if more else "mentor_replaced"))
        work.record_history(group, "mentors_assigned", before=_texts(before), mentors=_texts(chosen))
    return group


def _check(work: UnitOfWork, family: places.Family, group: Group, chosen: list[UUID]) -> None:
    known = work.session.scalars(select(Person).where(Person.id.in_(chosen), ~Person.gone))
    if sum(each.has_role("mentor", on=work.today) for each in known) < len(chosen):
        raise NotAMentor()
    for each in family.registrations:
        if each.person_id in chosen and group.id in (each.group_id, each.place_group_id):
            raise MentorTakesPart()


def _texts(ids: list[UUID]) -> list[str]:
    return [str(each) for each in ids]
