"""Two records of one person made one (H18): what stays, what ends, and what speaks against it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from shared.errors import DomainError, Kind

RANKS = ("completed", "confirmed", "offered", "awaiting_supervisor", "waitlisted", "unconfirmed")
"""How far a registration is, the farthest first."""


class Claim(Protocol):
    """A registration, as far as it matters here."""

    state_name: Any
    queued_at: Any


def stays(one: Claim, other: Claim) -> Claim:
    """Of two live registrations of one person to the same group or its siblings, the one that goes on.

    The one that is further; of two that are as far, the one that was sent first.
    """
    return min((one, other), key=lambda each: (RANKS.index(each.state_name), each.queued_at))


def earliest(one: Claim, other: Claim) -> datetime:
    """The place in the queue that is kept: the earliest (H18)."""
    found: datetime = min(one.queued_at, other.queued_at)
    return found


@dataclass
class Plan:
    """What a merge would do, by ids; nothing has been done yet."""

    moves: list[UUID] = field(default_factory=list)
    ends: list[UUID] = field(default_factory=list)
    leads: list[UUID] = field(default_factory=list)
    asked: list[UUID] = field(default_factory=list)
    """Registrations whose supervisor the duplicate is."""
    subordinates: list[UUID] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def problems(
    *,
    supervises: bool,
    leads: Collection[UUID],
    takes_part: Iterable[UUID],
    roles_not_yours: bool,
) -> list[str]:
    """What speaks against it, as codes; none: it can be done."""
    found = ["supervises"] if supervises else []
    found += ["leads_and_takes_part"] if set(leads) & set(takes_part) else []
    return [*found, "roles_not_yours"] if roles_not_yours else found


class SamePerson(DomainError):
    """Both records are one already."""

    code = "same_person"
    kind: ClassVar[Kind] = "invalid"
    field = "email"
    text = "This is the same record. Give the other address of the same person."


class NobodyThere(DomainError):
    """No record has the address."""

    code = "nobody_there"
    kind: ClassVar[Kind] = "invalid"
    field = "email"
    text = "Nobody in the directory has this address. Check it."


class MergeContradicts(DomainError):
    """The two records cannot be one person as they stand."""

    code = "merge_contradicts"
    text = "These two cannot be made one as they stand. The page says what has to change first."


class OwnRecord(DomainError):
    """Nobody merges their own record (decision 7)."""

    code = "own_record"
    kind: ClassVar[Kind] = "forbidden"
    text = "This is your own record, so somebody else must do this. Ask another coordinator or the project manager."
