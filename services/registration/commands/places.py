"""Giving places: the one way in which a registration comes to hold one.

Guaranteed: groups and their siblings are locked from before they are read until the unit of work ends, so that of
any number of requests at once no group gets one member too many. Every event carries the state after all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.registration.domain import deadlines, group, places, registration
from services.registration.tables import Group, Registration
from shared.errors import NotFound
from shared.work import ChangedMeanwhile, UnitOfWork

_MERELY = frozenset({"group_changed", "group_fell_below_minimum"})
COUNTED = (*sorted(registration.LIVE), "completed")
Happened = tuple[Any, str]


@dataclass
class Family:
    """Groups, the groups opened beside them, and everybody who holds or waits for a place in them; locked."""

    groups: list[Group]
    registrations: list[Registration]
    before: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)

    def group(self, group_id: UUID) -> Group:
        return next(each for each in self.groups if each.id == group_id)

    def live_of(self, person_id: UUID) -> Registration | None:
        """The person's registration to any of the groups, if there is one."""
        return next((each for each in self.registrations if each.person_id == person_id), None)

    def beside(self, group_id: UUID) -> set[UUID]:
        """The ids of a group and of those opened beside it."""
        root = self.group(group_id).sibling_of or group_id
        return {each.id for each in self.groups if root in (each.id, each.sibling_of)}

    def waiting_for(self, group_id: UUID) -> list[Registration]:
        """Those who hold no place and would get a free one of this group, in order of arrival."""
        wanted = {group_id, self.group(group_id).sibling_of}
        queued = [each for each in _live(self) if each.place_group_id is None and each.group_id in wanted]
        return [each for each in queued if group_id not in each.refused_group_ids]

    def held(self, group_id: UUID) -> list[Registration]:
        """Those who hold a place in a group, in order of arrival."""
        return [each for each in _live(self) if each.place_group_id == group_id]


def lock_family(work: UnitOfWork, *group_ids: UUID) -> Family:
    """Lock groups and their siblings, in one order everywhere, and read them anew. Raises NotFound."""
    known = [work.session.get(Group, each) for each in group_ids]
    roots = {each.sibling_of or each.id for each in known if each is not None}
    if None in known:
        raise NotFound()
    chosen = select(Group).where(or_(Group.id.in_(roots), Group.sibling_of.in_(roots))).order_by(Group.id)
    fresh = {"populate_existing": True}
    groups = list(work.session.scalars(chosen.with_for_update().execution_options(**fresh)))
    ids = [each.id for each in groups]
    claimed = select(Registration).where(
        or_(Registration.group_id.in_(ids), Registration.place_group_id.in_(ids)), Registration.state_name.in_(COUNTED)
    )
    family = Family(groups, list(work.session.scalars(claimed.execution_options(**fresh))))
    family.before = _numbers(family)
    return family


def lock_registration(work: UnitOfWork, registration_id: UUID, *other_groups: UUID) -> tuple[Family, Registration]:
    """A registration with the families of its group and its place, locked. Raises NotFound, ChangedMeanwhile."""
    found = work.session.get(Registration, registration_id)
    if found is None:
        raise NotFound()
    family = lock_family(work, *_groups_of(found), *other_groups)
    work.session.refresh(found)
    if not _groups_of(found) <= {each.id for each in family.groups}:
        raise ChangedMeanwhile()
    return family, found


def _groups_of(found: Registration) -> set[UUID]:
    return {found.group_id, found.place_group_id or found.group_id}


def settle(work: UnitOfWork, family: Family, *happened: Happened) -> None:
    """Give the free places, renew the queues and the groups' numbers, then emit what happened and what followed."""
    events = list(happened) + [(each, "place_offered") for each in give_places(work, family)]
    told = {id(record) for record, _ in events}
    events += _renew_queues(family, told)
    events += _renew_groups(work, family, told)
    for record, name in events:
        work.emit(name, record)
    family.before = _numbers(family)


def give_places(work: UnitOfWork, family: Family) -> list[Registration]:
    """Let the first in the queue hold the free places; answers those to whom a place is offered by it."""
    given = places.assign((_room(work, each) for each in family.groups), map(_claim, _live(family)))
    offered = []
    for each in family.registrations:
        if each.id in given:
            each.place_group_id = given[each.id]
            if each.state_name == "waitlisted":
                offer(work, family, each)
                offered.append(each)
    return offered


def offer(work: UnitOfWork, family: Family, registration_: Registration) -> None:
    """Offer the place that the registration holds, until a moment before the group starts."""
    assert registration_.place_group_id is not None
    registration_.state_name = "offered"
    registration_.offer_expires_at = deadlines.offer_by(work.now, family.group(registration_.place_group_id).starts_at)
    work.set_timer("offer_lapses", registration_.id, registration_.offer_expires_at)


def seat(work: UnitOfWork, family: Family, registration_: Registration) -> list[Happened]:
    """Put an approved person where the place held allows: confirmed, offered or waiting."""
    others = give_places(work, family) if registration_.place_group_id is None else []
    to = registration.seat(registration_.group_id, registration_.place_group_id)
    registration_.state_name = to
    if to == "offered":
        offer(work, family, registration_)
    names = {"confirmed": "registration_confirmed", "offered": "place_offered"}
    return [(registration_, names.get(to, "registration_waitlisted")), *((each, "place_offered") for each in others)]


def leave(work: UnitOfWork, family: Family, registration_: Registration, to: registration.State) -> None:
    """Give up the place, or the place in the queue, and everything that was waited for."""
    registration_.state_name = to
    registration_.place_group_id = None
    registration_.queue_position = None
    registration_.offer_expires_at = None
    work.cancel_timer(
        ("address_unconfirmed", "approval_reminder", "approval_expires", "offer_lapses"), registration_.id
    )
    family.registrations = [each for each in family.registrations if each is not registration_]


def end(work: UnitOfWork, family: Family, registration_: Registration, because: str) -> Happened:
    """End a live registration without a place; answers what to tell of it."""
    registration.move(registration_.state_name, "end", "not_seated")
    leave(work, family, registration_, "not_seated")
    registration_.ended_because = because
    work.record_history(registration_, "not_seated", because=because)
    return registration_, "registration_not_seated"


def back_to_queue(work: UnitOfWork, registration_: Registration) -> Happened:
    """Take back a place that is no more from somebody who holds it beside their own group."""
    work.cancel_timer("offer_lapses", registration_.id)
    registration_.place_group_id = registration_.offer_expires_at = None
    if registration_.state_name == "offered":
        registration_.state_name = "waitlisted"
    return registration_, "registration_changed"


def waits_in_vain(work: UnitOfWork, family: Family, registration_: Registration) -> bool:
    """Whether somebody waits for groups that have all begun, or will not meet."""
    if registration_.place_group_id is not None or registration_.state_name not in registration.LIVE:
        return False
    wanted = [each for each in family.groups if registration_.group_id in (each.id, each.sibling_of)]
    return not any(each.gives_places(work.now) for each in wanted)


def _live(family: Family) -> list[Registration]:
    return sorted(family.registrations, key=lambda each: (each.queued_at, each.id))


def _room(work: UnitOfWork, group_: Group) -> places.Room:
    return places.Room(group_.id, group_.max_size, group_.sibling_of, gives_places=group_.gives_places(work.now))


def _claim(each: Registration) -> places.Claim:
    return places.Claim(
        each.id,
        each.group_id,
        each.queued_at,
        each.place_group_id,
        frozenset(each.refused_group_ids),
        each.address_confirmed_at is not None,
    )


def _renew_queues(family: Family, told: set[int]) -> Iterable[Happened]:
    claims = [_claim(each) for each in family.registrations]
    positions: dict[UUID, int] = {}
    for group_ in family.groups:
        queue = places.queue_of(group_.id, claims)
        positions |= queue.positions
        group_.waiting = queue.waiting
    for each in _live(family):
        if each.queue_position != positions.get(each.id):
            each.queue_position = positions.get(each.id)
            if id(each) not in told:
                yield each, "registration_changed"


def _numbers(family: Family) -> dict[UUID, tuple[Any, ...]]:
    return {
        each.id: (each.state_name, tuple(each.member_ids), each.waiting, tuple(each.mentor_ids))
        for each in family.groups
    }


def _renew_groups(work: UnitOfWork, family: Family, told: set[int]) -> Iterable[Happened]:
    claims = [_claim(each) for each in family.registrations]
    free = places.free_places([_room(work, each) for each in family.groups], claims)
    for group_ in family.groups:
        seated = (each for each in _live(family) if each.state_name in registration.SEATED)
        members = (each.person_id for each in seated if each.place_group_id == group_.id)
        group_.member_ids = list(dict.fromkeys(members))
        group_.state_name = group.filled(group_.state_name, free[group_.id])
    after = _numbers(family)
    for group_ in family.groups:
        before = family.before.get(group_.id, after[group_.id])
        name = _name_of_change(group_, before)
        if before != after[group_.id] and (id(group_) not in told or name not in _MERELY):
            yield group_, name


def _name_of_change(group_: Group, before: tuple[Any, ...]) -> str:
    if places.threshold_reached(before[2], group_.waiting, group_.min_size):
        return "second_group_threshold_reached"
    if before[0] != group_.state_name and group_.state_name == "full":
        return "group_filled"
    if before[0] == "full" and group_.state_name == "registering":
        return "group_place_freed"
    if group_.state_name == "confirmed" and len(group_.member_ids) < min(group_.min_size, len(before[1])):
        return "group_fell_below_minimum"
    return "group_changed"
