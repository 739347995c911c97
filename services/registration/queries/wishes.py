"""What the members of a group told its mentors; for nobody else, and only while they are members."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.queries.calls import cards_of
from services.registration.tables import Group, Registration
from shared.errors import NotFound
from shared.web.formats import sort_key
from shared.work import UnitOfWork


def wishes_of(work: UnitOfWork, group_id: UUID) -> tuple[Group, list[dict[str, Any]]]:
    """The group and its members by name with their wishes. Raises NotFound for whoever does not lead it."""
    group = work.session.get(Group, group_id)
    if group is None or work.actor.person_id not in group.mentor_ids:
        raise NotFound()
    chosen = select(Registration).where(Registration.place_group_id == group_id, Registration.state_name == "confirmed")
    found = list(work.session.scalars(chosen))
    cards = cards_of(work, (each.person_id for each in found))
    told = [
        {"name": cards[each.person_id].name, "themes": each.themes, "expectations": each.expectations}
        for each in found
        if each.person_id in cards
    ]
    return group, sorted(told, key=lambda each: sort_key(each["name"]))
