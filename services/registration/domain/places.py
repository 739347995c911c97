"""Who gets a place: in order of arrival, and never one too many (decisions 1 and 4).

A registration that holds a place (provisionally, on offer, or for good) keeps it until it leaves. Free places go
to those who hold none, in order of arrival, first in the group that they asked for, then in one opened beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True)
class Room:
    """A group, its size, and the group that it was opened beside."""

    id: UUID
    max_size: int
    beside: UUID | None = None
    gives_places: bool = True


@dataclass(frozen=True)
class Claim:
    """A live registration: the group asked for, when it came, where it holds a place."""

    id: UUID
    group: UUID
    queued_at: datetime
    place: UUID | None = None
    refused: frozenset[UUID] = frozenset()
    address_confirmed: bool = True

    @property
    def order(self) -> tuple[datetime, UUID]:
        return self.queued_at, self.id


@dataclass(frozen=True)
class Queue:
    """The queue of one group."""

    positions: dict[UUID, int]  # registration -> place in the queue, from 1
    waiting: int  # persons whose address is confirmed, approved or not


def assign(rooms: Iterable[Room], claims: Iterable[Claim]) -> dict[UUID, UUID]:
    """The places that become held: registration -> group."""
    all_rooms, all_claims = tuple(rooms), tuple(claims)
    free = free_places(all_rooms, all_claims)
    given: dict[UUID, UUID] = {}
    for claim in sorted(all_claims, key=lambda each: each.order):
        room = _room_for(claim, all_rooms, free) if claim.place is None else None
        if room is not None:
            given[claim.id] = room
            free[room] -= 1
    return given


def free_places(rooms: Iterable[Room], claims: Iterable[Claim]) -> dict[UUID, int]:
    """How many places nobody holds, by group; never below zero."""
    held = Counter(each.place for each in claims)
    return {room.id: max(room.max_size - held[room.id], 0) for room in rooms}


def _room_for(claim: Claim, rooms: tuple[Room, ...], free: dict[UUID, int]) -> UUID | None:
    wanted = [each for each in rooms if each.id == claim.group] + [each for each in rooms if each.beside == claim.group]
    for room in wanted:
        if room.gives_places and free[room.id] > 0 and room.id not in claim.refused:
            return room.id
    return None


def queue_of(group: UUID, claims: Iterable[Claim]) -> Queue:
    """The queue of a group: all who asked for it and hold no place, in order of arrival."""
    queued = _positions(group, claims)
    return Queue({claim.id: number for claim, number in queued}, sum(each.address_confirmed for each, _ in queued))


def _positions(group: UUID, claims: Iterable[Claim]) -> list[tuple[Claim, int]]:
    queued = sorted((each for each in claims if each.group == group and each.place is None), key=lambda c: c.order)
    return [(claim, number) for number, claim in enumerate(queued, start=1)]


def threshold_reached(waiting_before: int, waiting_now: int, min_size: int) -> bool:
    """Whether the queue has just grown to what a second group needs; once per crossing."""
    return waiting_before < min_size <= waiting_now


WhyCode = Literal["full", "refused", "over"]


@dataclass(frozen=True)
class Why:
    """Why a registration holds no place: the rule in a word, and how many wait before it."""

    code: WhyCode
    ahead: int = 0


def why_waiting(rooms: Iterable[Room], claims: Iterable[Claim]) -> dict[UUID, Why]:
    """Why each in the queue has no place: all are taken, the free one was refused, or the groups have begun."""
    all_rooms, all_claims = tuple(rooms), tuple(claims)
    free = free_places(all_rooms, all_claims)
    by_group: dict[UUID, list[Claim]] = defaultdict(list)
    for each in all_claims:
        by_group[each.group].append(each)
    found: dict[UUID, Why] = {}
    for room in all_rooms:
        wanted = [each for each in all_rooms if room.id in (each.id, each.beside) and each.gives_places]
        left = {each.id for each in wanted if free[each.id]}
        for claim, position in _positions(room.id, by_group[room.id]):
            code: WhyCode = "full" if wanted else "over"
            found[claim.id] = Why("refused" if left and left <= claim.refused else code, position - 1)
    return found
