"""Moving people between groups of a call: one person as agreed, a place offered, all people of a group at once.

Guaranteed: nobody is moved past the queue or over the size, nobody loses a sure place by a move, and who is moved
without an approval still needs it. Everybody keeps the time of sending, so also the order among those who wait.
"""

from collections.abc import Iterable
from uuid import UUID

from services.registration.commands import places
from services.registration.commands.approvals import require_decider
from services.registration.commands.asking import request_approval
from services.registration.domain import group as groups
from services.registration.domain import registration
from services.registration.domain.errors import (
    GroupIsFull,
    GroupTakesNobody,
    NotAgreed,
    OwnMatter,
    RegisteredThere,
)
from services.registration.tables import Group, Registration
from shared.work import UnitOfWork


def move_registration(
    work: UnitOfWork, registration_id: UUID, group_id: UUID, *, agreed: bool, reason: str | None = None
) -> Registration:
    """Move somebody to another group of the call, as agreed with them: to a free place, or to its queue.

    Moving back is the undo. Raises NotAgreed, GroupTakesNobody, RegisteredThere, and GroupIsFull for a sure place.
    """
    family, found = places.lock_registration(work, registration_id, group_id)
    require_decider(work, found)
    registration.require(found.state_name, "move")
    if not agreed:
        raise NotAgreed()
    target, before = family.group(group_id), found.group_id
    _require_takes(work, family, found, target)
    if found.state_name == "confirmed":
        require_room(family, target, 1)
    _move(work, family, [found], target, agreed=True)
    work.record_history(
        found, "transferred", reason=reason, to=found.state_name, from_group=str(before), to_group=str(group_id)
    )
    return found


def offer_place(work: UnitOfWork, registration_id: UUID, group_id: UUID) -> Registration:
    """Offer a free place of another group to somebody who waits; a no keeps the place in the own queue."""
    family, found = places.lock_registration(work, registration_id, group_id)
    require_decider(work, found)
    registration.require(found.state_name, "offer")
    target = family.group(group_id)
    _require_takes(work, family, found, target)
    require_room(family, target, 1)
    found.place_group_id = target.id
    places.offer(work, family, found)
    places.settle(work, family, (found, "place_offered"))
    work.record_history(found, "offered", group=str(group_id))
    return found


def merge_groups(work: UnitOfWork, group_id: UUID, into_id: UUID, reason: str) -> Group:
    """Let a group go on in another one of the call: its people move there, and each of them is told.

    Raises GroupIsFull unless all who hold a place have one there too.
    """
    family = places.lock_family(work, group_id, into_id)
    group, target = family.group(group_id), family.group(into_id)
    work.actor.require("write", "call", group.organisation)
    if work.actor.person_id in {*group.member_ids, *target.member_ids}:
        raise OwnMatter()
    state = groups.cancel(group.state_name)
    if group.id == target.id or target.call_id != group.call_id or not target.gives_places(work.now):
        raise GroupTakesNobody()
    moved, twice = _split(family, group, target)
    require_room(family, target, sum(each.place_group_id == group.id for each in moved))
    group.state_name, group.merged_into = state, target.id
    ended = [places.end(work, family, each, "groups_merged") for each in twice]
    _move(work, family, moved, target, *ended, (group, "groups_merged"), agreed=False)
    work.record_history(group, "merged", reason=reason, into=str(target.id), members=len(moved))
    work.record_history(target, "received", reason=reason, group=str(group.id), members=len(moved))
    return target


def require_room(family: places.Family, target: Group, needed: int) -> None:
    """Raises GroupIsFull."""
    free = max(target.max_size - len(family.held(target.id)), 0)
    if free < needed:
        raise GroupIsFull(free=free, needed=needed)


def _require_takes(work: UnitOfWork, family: places.Family, found: Registration, target: Group) -> None:
    if target.call_id != found.call_id or target.id == found.group_id or not target.gives_places(work.now):
        raise GroupTakesNobody()
    there = family.beside(target.id)
    others = [each for each in family.registrations if each.person_id == found.person_id and each is not found]
    if found.person_id in target.mentor_ids or any(each.group_id in there for each in others):
        raise RegisteredThere()


def _split(family: places.Family, group: Group, target: Group) -> tuple[list[Registration], list[Registration]]:
    """Those of a group who move, holders of a place first, and those who are beside the target already."""
    there = family.beside(target.id) - {group.id}
    known = {each.person_id for each in family.registrations if each.group_id in there}
    mine = [each for each in family.registrations if group.id in (each.group_id, each.place_group_id)]
    mine = [each for each in mine if each.state_name in registration.LIVE]
    mine.sort(key=lambda each: (each.place_group_id != group.id, each.queued_at, each.id))
    twice = [each for each in mine if each.person_id in known and each.group_id == group.id]
    return [each for each in mine if each not in twice], twice


def _move(
    work: UnitOfWork,
    family: places.Family,
    moved: Iterable[Registration],
    target: Group,
    *also: places.Happened,
    agreed: bool,
) -> None:
    events: list[places.Happened] = []
    for each in moved:
        before = each.state_name
        work.cancel_timer("offer_lapses", each.id)
        each.group_id, each.offer_expires_at, each.queue_position = target.id, None, None
        each.place_group_id = target.id if before == "confirmed" else None
        each.refused_group_ids = []
        others = _stand(work, family, each, agreed=agreed)
        registration.check(before, "move", each.state_name)
        events += [(each, "registration_transferred"), *others]
    places.settle(work, family, *also, *events)


def _stand(work: UnitOfWork, family: places.Family, moved: Registration, *, agreed: bool) -> list[places.Happened]:
    """Where a moved registration stands: a sure place stays one; a new place is sure if agreed, else offered."""
    if moved.state_name == "awaiting_supervisor" and moved.reminded_at is None:
        request_approval(work, moved)
    elif moved.state_name in ("waitlisted", "offered"):
        moved.state_name = "waitlisted"
        if agreed:
            return [each for each in places.seat(work, family, moved) if each[0] is not moved]
    return []
