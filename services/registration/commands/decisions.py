"""What is decided about a group: its size, what becomes of one that is too small, and how a queue ends.

Guaranteed: the clock decides nothing but the end of a queue when the last group that it waits for has begun.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import places
from services.registration.commands.registrations import resume
from services.registration.domain import group as groups
from services.registration.domain import registration
from services.registration.domain.errors import GroupStateRefuses, NoUndo, OwnMatter
from services.registration.tables import Group, Registration
from shared.work import UnitOfWork


def change_sizes(work: UnitOfWork, group_id: UUID, *, min_size: int, max_size: int, reason: str | None = None) -> Group:
    """Give a group more or fewer places; new ones go to the queue. Changing back is the undo."""
    family, group = decided(work, group_id)
    held = len(family.held(group.id))
    groups.resize(group.state_name, held=held, min_size=min_size, max_size=max_size, reason=reason)
    before = {"min_size": group.min_size, "max_size": group.max_size}
    group.min_size, group.max_size = min_size, max_size
    if before != {"min_size": min_size, "max_size": max_size}:
        places.settle(work, family, (group, "group_changed"))
        work.record_history(group, "resized", reason=reason, before=before, min_size=min_size, max_size=max_size)
    return group


def continue_small(work: UnitOfWork, group_id: UUID, reason: str) -> Group:
    """A confirmed group goes on although it is small; asked again only if it gets smaller still."""
    family, group = decided(work, group_id)
    if group.state_name != "confirmed":
        raise GroupStateRefuses(state=group.state_name)
    group.accepted_size = len(group.member_ids)
    places.settle(work, family, (group, "group_changed"))
    work.record_history(group, "continues_small", reason=reason, members=group.accepted_size)
    return group


def cancel_group(work: UnitOfWork, group_id: UUID, reason: str) -> Group:
    """The group will not meet: all its registrations end, and each person is told."""
    family, group = decided(work, group_id)
    places.settle(work, family, *cancel(work, family, group, reason))
    return group


def cancel(work: UnitOfWork, family: places.Family, group: Group, reason: str) -> list[places.Happened]:
    """Cancel a group whose fate has been asked for; answers what to tell of it."""
    group.was_forming = group.state_name in groups.FORMING
    group.state_name = groups.cancel(group.state_name)
    ended = []
    for each in list(family.registrations):
        if each.group_id == group.id and each.state_name in registration.LIVE:
            ended.append(places.end(work, family, each, "group_cancelled"))
        elif each.place_group_id == group.id and each.state_name in registration.LIVE:
            ended.append(places.back_to_queue(work, each))
    work.record_history(group, "cancelled", reason=reason, members=len(ended))
    return [(group, "group_cancelled"), *ended]


def restore_group(work: UnitOfWork, group_id: UUID) -> Group:
    """Undo the cancellation of a group that was forming; its people stand as they stood. Raises NoUndo."""
    family, group = decided(work, group_id)
    lost = group.merged_into or group.has_started(work.now) or group.call.state_name == "cancelled"
    if group.state_name != "cancelled" or not group.was_forming or lost:
        raise NoUndo()
    group.state_name = "registering"
    chosen = select(Registration).where(
        Registration.group_id == group.id,
        Registration.state_name == "not_seated",
        Registration.ended_because == "group_cancelled",
    )
    events = []
    for each in work.session.scalars(chosen.order_by(Registration.queued_at, Registration.id)):
        if family.live_of(each.person_id) is None:
            events += _take_back(work, family, each)
    places.settle(work, family, (group, "group_restored"), *events)
    work.record_history(group, "restored", members=len(events))
    return group


def _take_back(work: UnitOfWork, family: places.Family, ended: Registration) -> list[places.Happened]:
    family.registrations.append(ended)
    ended.ended_because = None
    ended.state_name = "unconfirmed" if ended.address_confirmed_at is None else "awaiting_supervisor"
    events = resume(work, family, ended)
    registration.check("not_seated", "undo_end", ended.state_name)
    return events


def close_group(work: UnitOfWork, group_id: UUID) -> None:
    """Registration to the group has ended: who decides is told if it is too small. Nothing if the end was moved."""
    family = places.lock_family(work, group_id)
    group = family.group(group_id)
    if group.state_name in groups.FORMING and group.is_too_small(work.now) and not group.has_started(work.now):
        places.settle(work, family, (group, "group_fell_below_minimum"))


def end_queue(work: UnitOfWork, group_id: UUID) -> None:
    """The group has begun: who waits for no other group that has places to give is told so. Safe to repeat."""
    family = places.lock_family(work, group_id)
    over = [each for each in family.registrations if places.waits_in_vain(work, family, each)]
    ended = [places.end(work, family, each, "group_started") for each in over]
    places.settle(work, family, *ended)


def decided(work: UnitOfWork, group_id: UUID) -> tuple[places.Family, Any]:
    """A group whose fate the actor may decide: never one's own (decision 7)."""
    family = places.lock_family(work, group_id)
    group = family.group(group_id)
    work.actor.require("write", "call", group.organisation)
    if work.actor.person_id in group.member_ids:
        raise OwnMatter()
    return family, group
