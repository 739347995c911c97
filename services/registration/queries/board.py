"""The board of one call: everybody in it by group, with the reason beside who has no place.

A fixed number of queries, whatever the number of people. A coordinator of a member sees the own people only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from services.registration.domain import places, registration
from services.registration.tables import Call, Group, Registration
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.people.seen import Seen, saw
from shared.work import UnitOfWork

COLUMNS = (
    "id",
    "person_id",
    "supervisor_id",
    "group_id",
    "place_group_id",
    "refused_group_ids",
    "queued_at",
    "state_name",
    "approved",
    "queue_position",
    "approve_by",
    "offer_expires_at",
    "address_confirmed_at",
    "ended_because",
)
STANDING = registration.LIVE | {"completed"}
CARD = ("id", "first_name", "last_name", "email", "organisation", "unit", "job_title", "supervisor_id")


@dataclass(frozen=True)
class Row:
    """A registration on the board: its values, its person's card, and why it has no place."""

    one: Any
    person: Any
    why: places.Why | None
    own_supervisor: bool  # the line supervisor is in the same group (R9)
    led_by_supervisor: bool  # the line supervisor leads the group (R88)

    @property
    def name(self) -> str:
        return f"{self.person.first_name} {self.person.last_name}" if self.person else ""

    @property
    def may_move(self) -> bool:
        return registration.allowed(self.one.state_name, "move")


def board_of(work: UnitOfWork, call_id: UUID, *, group_id: UUID | None = None, search: str = "") -> dict[str, Any]:
    """The call's groups with their people, and those who have left. Raises NotFound, Forbidden."""
    call = work.session.get(Call, call_id, options=[selectinload(Call.groups).selectinload(Group.dates)])
    if call is None:
        raise NotFound()
    seen = _seen(work, call)
    chosen = select(*(getattr(Registration, name) for name in COLUMNS)).where(Registration.call_id == call_id)
    found = work.session.execute(chosen.order_by(Registration.queued_at, Registration.id)).all()
    cards = _cards(work, found)
    rows = [each for each in rows_of(work, call.groups, found, cards) if seen is None or _of(each, seen)]
    shown = [each for each in rows if _matches(each, search.strip().lower())]
    standing: dict[UUID, list[Row]] = defaultdict(list)
    for each in shown:
        if each.one.state_name in STANDING:
            standing[each.one.place_group_id or each.one.group_id].append(each)
    groups = _ordered(call.groups)
    left = [each for each in shown if each.one.state_name not in STANDING]
    return {
        "call": call,
        "groups": groups,
        "parts": [(each, standing[each.id]) for each in groups if group_id in (None, each.id)],
        "left": [] if group_id else left,
        "total": len(rows),
        "words": {
            "states": {each.one.state_name for each in shown},
            "employers": {each.person.organisation for each in shown if each.person},
        },
        "may_write": work.actor.may("write", "call", call.organisation),
    }


def _seen(work: UnitOfWork, call: Call) -> set[str] | None:
    """Whose people the actor may see: None for everybody's."""
    if work.actor.may("read", "registration", call.organisation):
        return None
    own = {slug for slug in work.network.organisations if work.actor.may("read", "registration", slug)}
    if not own:
        raise Forbidden()
    return own


def _cards(work: UnitOfWork, found: Iterable[Any]) -> dict[UUID, Any]:
    chosen = select(*(getattr(Person, name) for name in CARD)).where(Person.id.in_({each.person_id for each in found}))
    cards = {each.id: each for each in work.session.execute(chosen)}
    saw(work.session, {key: Seen(each.organisation, each.supervisor_id) for key, each in cards.items()})
    return cards


def rows_of(
    work: UnitOfWork, groups: Iterable[Group], found: Iterable[Any], cards: Mapping[UUID, Any]
) -> Iterable[Row]:
    """Registrations as rows, in the order given; `groups` are all groups of their call."""
    all_groups, all_found = list(groups), list(found)
    whys = places.why_waiting(
        [places.Room(g.id, g.max_size, g.sibling_of, g.gives_places(work.now)) for g in all_groups],
        [_claim(each) for each in all_found if each.state_name in STANDING],
    )
    leaders = {each.id: set(each.mentor_ids) for each in all_groups}
    holders: dict[UUID, set[UUID]] = defaultdict(set)
    for each in all_found:
        holders[each.place_group_id].add(each.person_id)
    for each in all_found:
        card = cards.get(each.person_id)
        bosses = {each.supervisor_id, card.supervisor_id if card else None} - {None}
        place = each.place_group_id
        beside, above = bosses & holders[place], bosses & leaders.get(place, set())
        yield Row(each, card, whys.get(each.id), bool(beside), bool(above))


def _claim(each: Any) -> places.Claim:
    known = each.address_confirmed_at is not None
    refused = frozenset(each.refused_group_ids)
    return places.Claim(each.id, each.group_id, each.queued_at, each.place_group_id, refused, known)


def _ordered(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda each: (each.state_name == "cancelled", each.created_at, each.name.get("fi") or ""))


def _of(row: Row, organisations: set[str]) -> bool:
    return row.person is not None and row.person.organisation in organisations


def _matches(row: Row, search: str) -> bool:
    if not search or row.person is None:
        return not search
    texts = (row.name, row.person.email, row.person.unit, row.person.job_title)
    return any(search in (each or "").lower() for each in texts)


def alike(work: UnitOfWork, group_id: UUID, *, internal: bool) -> str | None:
    """`organisation`, or within one organisation `unit`, when all members of a group share it (R38, R82)."""
    placed = select(Registration.person_id).where(
        Registration.place_group_id == group_id, Registration.state_name.in_(registration.LIVE)
    )
    rows = work.session.execute(select(Person.organisation, Person.unit).where(Person.id.in_(placed))).all()
    seen = {each.unit if internal else each.organisation for each in rows} - {None}
    same = "unit" if internal else "organisation"
    return same if len(rows) > 1 and len(seen) == 1 else None
