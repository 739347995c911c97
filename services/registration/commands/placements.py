"""Groups that were put together: their people get places there, their mentors and their time of the week.

Guaranteed: places are given as everywhere (`places`): never one too many, sure only with an approval; whoever holds a
place keeps it. Not guaranteed: that all who were named get one: who has withdrawn, or
been moved by hand, is passed over.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import places
from services.registration.domain import group as groups
from services.registration.tables import Group, KnownPlacement, Registration
from shared.people import Person
from shared.work import UnitOfWork

PLACED = ("awaiting_supervisor", "waitlisted")


def form_groups(work: UnitOfWork, placement: KnownPlacement) -> None:
    """Form the groups as they were confirmed. What has been done already stays."""
    wanted = {UUID(each["group_id"]): each for each in placement.data.get("groups", ())}
    call_id = UUID(placement.data["call_id"]) if placement.data else None
    known = select(Group.id).where(Group.id.in_(wanted), Group.call_id == call_id)
    ids = set(work.session.scalars(known))
    claimed = select(Registration.group_id).where(Registration.call_id == call_id)
    if not ids:
        return
    family = places.lock_family(work, *ids, *work.session.scalars(claimed.distinct()))
    for target in family.groups:
        if target.id in ids and target.call.placing == "together" and target.state_name in groups.FORMING:
            _form(work, family, target, wanted[target.id])


def _form(work: UnitOfWork, family: places.Family, target: Group, wanted: Mapping[str, Any]) -> None:
    events: list[places.Happened] = []
    if _led(work, target, wanted):
        events.append((target, "mentor_assigned"))
    changed = target.slot != wanted["slot"]
    target.slot = wanted["slot"]
    seated = [each for name in sorted(wanted["member_ids"]) if (each := _seat(work, family, target, UUID(name)))]
    if not events and (changed or seated):
        events.append((target, "group_changed"))
    if events:
        places.settle(work, family, *events, *seated)
        work.record_history(target, "put_together", members=len(seated), slot=target.slot)


def _led(work: UnitOfWork, target: Group, wanted: Mapping[str, Any]) -> bool:
    """Give the group its mentor, if it has none and the mentor is known and not one of its people."""
    mentor = wanted.get("mentor_id")
    if not mentor or target.mentor_ids or mentor in wanted["member_ids"]:
        return False
    if work.session.get(Person, UUID(mentor)) is None:
        return False
    target.mentor_ids = [UUID(mentor)]
    return True


def _seat(work: UnitOfWork, family: places.Family, target: Group, person_id: UUID) -> places.Happened | None:
    """Let somebody who holds no place hold one here; what to tell of it, None where nothing changed."""
    found = _registration(family, target, person_id)
    full = len(family.held(target.id)) >= target.max_size
    if found is None or full or found.place_group_id is not None or person_id in target.mentor_ids:
        return None
    found.group_id = found.place_group_id = target.id
    found.queue_position, found.refused_group_ids = None, []
    if found.state_name != "waitlisted":
        return found, "registration_changed"
    return places.seat(work, family, found)[0]


def _registration(family: places.Family, target: Group, person_id: UUID) -> Registration | None:
    """The person's live registration to this call that may hold a place; to this very group first."""
    mine = [each for each in family.registrations if each.person_id == person_id and each.state_name in PLACED]
    mine = [each for each in mine if each.call_id == target.call_id]
    return min(mine, key=lambda each: (each.group_id != target.id, each.queued_at, str(each.id)), default=None)
