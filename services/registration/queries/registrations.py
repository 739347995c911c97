"""Registrations as they are shown: to the person, to the supervisor, to the coordinator.

The reason of a denial is read by the participant alone; a supervisor sees only what waits for her or was answered by
her; a coordinator of a member sees the own people in groups of the network.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from services.registration.domain import registration
from services.registration.queries.board import rows_of
from services.registration.queries.calls import cards_of, group_views, person_view
from services.registration.tables import Deputy, Group, Registration
from shared.errors import Forbidden, NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork

VIEW = (
    "id",
    "call_id",
    "group_id",
    "supervisor_typed_in",
    "supervisor_asks_first",
    "submitted_at",
    "approved",
    "approved_how",
    "approved_by_phone",
    "approved_on",
    "queue_position",
    "confirm_by",
    "approve_by",
    "offer_expires_at",
    "ended_because",
)


def registrations_of(work: UnitOfWork, group_id: UUID) -> list[dict[str, Any]]:
    """Registrations to a group, in order of arrival, as far as the actor may see them. Raises Forbidden, NotFound."""
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    chosen = select(Registration).where((Registration.group_id == group_id) | (Registration.place_group_id == group_id))
    found = list(work.session.scalars(chosen.order_by(Registration.queued_at, Registration.id)))
    cards = cards_of(work, (each for one in found for each in (one.person_id, one.supervisor_id) if each))
    whys = {each.one.id: each.why for each in rows_of(work, _family(group), _claimed(work, group), cards)}
    views = [_view(each, cards) | {"why": whys.get(each.id)} for each in found]
    if work.actor.may("read", "registration", group.organisation):
        return views
    if not any(work.actor.may("read", "registration", slug) for slug in work.network.organisations):
        raise Forbidden()
    return [view for each, view in zip(found, views, strict=True) if _is_own(work, cards.get(each.person_id))]


def _family(group: Group) -> list[Group]:
    root = group.sibling_of or group.id
    return [each for each in group.call.groups if root in (each.id, each.sibling_of)]


def _claimed(work: UnitOfWork, group: Group) -> list[Registration]:
    ids = [each.id for each in _family(group)]
    chosen = select(Registration).where(Registration.group_id.in_(ids) | Registration.place_group_id.in_(ids))
    return list(work.session.scalars(chosen))


def _is_own(work: UnitOfWork, person: Person | None) -> bool:
    return person is not None and work.actor.may("read", "registration", person.organisation)


def registration_view(work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    """One registration, as its coordinator sees it. Raises NotFound."""
    found = work.session.get(Registration, registration_id)
    if found is None:
        raise NotFound()
    person = work.session.get(Person, found.person_id)
    if not (work.actor.may("read", "registration", found.organisation) or _is_own(work, person)):
        raise NotFound()
    return _view(found, cards_of(work, [each for each in (found.person_id, found.supervisor_id) if each]))


def _view(found: Registration, cards: dict[UUID, Person]) -> dict[str, Any]:
    offered = found.place_group_id if found.state_name == "offered" else None
    return {name: getattr(found, name) for name in VIEW} | {
        "state": found.state_name,
        "offered_group_id": offered,
        "person": person_view(cards.get(found.person_id)),
        "supervisor": person_view(cards.get(found.supervisor_id)) if found.supervisor_id else None,
    }


def own_registration(work: UnitOfWork, registration_id: UUID, person_id: UUID) -> dict[str, Any]:
    """The person's own registration, with the group asked for and the group offered. Raises NotFound."""
    found = work.session.get(Registration, registration_id)
    if found is None or found.person_id != current(work, person_id):
        raise NotFound()
    cards = cards_of(work, [each for each in (found.person_id, found.supervisor_id) if each])
    place = found.place_group_id or found.group_id
    groups = group_views(work, [each for each in (found.group, found.place_group) if each])
    reason = {"denial_reason": found.denial_reason, "denial_text": found.denial_text}
    return (
        _view(found, cards)
        | reason
        | {
            "group": groups[found.group_id],
            "place": groups[place],
            "call_cancelled": found.group.call.state_name == "cancelled",
            "reminded_at": found.reminded_at,
            "unapproved_ahead": _unapproved_ahead(work, found),
            "seated": found.state_name in registration.SEATED,
        }
    )


def _unapproved_ahead(work: UnitOfWork, found: Registration) -> int:
    """How many who hold a place before this one still wait for their supervisor (decision 4)."""
    chosen = select(Registration.id).where(
        Registration.place_group_id == found.group_id,
        Registration.state_name.in_(["unconfirmed", "awaiting_supervisor"]),
    )
    return len(work.session.scalars(chosen).all())


def current(work: UnitOfWork, person_id: UUID) -> UUID:
    """The id that somebody goes by now: links in mails sent before two records became one go on working."""
    known = resolve(work.session, person_id)
    return known.id if known else person_id


def of_supervisor(work: UnitOfWork, supervisor_id: UUID, *only: Any) -> dict[str, Any]:
    """All people of a supervisor: who waits for an answer, and who has had one. As many queries for ten as for one."""
    supervisor_id = current(work, supervisor_id)
    passed = (Registration.asked_before == supervisor_id) & (Registration.state_name == "awaiting_supervisor")
    chosen = select(Registration).where(
        or_(Registration.supervisor_id == supervisor_id, passed),
        Registration.address_confirmed_at.is_not(None),
        Registration.state_name.not_in(["expired", "withdrawn"]),
        *only,
    )
    ordered = chosen.order_by(Registration.approve_by, Registration.queued_at)
    found: list[Registration] = list(work.session.scalars(_with_groups(ordered)))
    deputy = work.session.get(Deputy, supervisor_id)
    if deputy is not None and deputy.last < work.today:
        deputy = None
    named = [one for each in found for one in (each.person_id, each.supervisor_id)]
    cards = cards_of(work, [each for each in (supervisor_id, deputy and deputy.deputy_id, *named) if each])
    groups = group_views(work, [each.place_group or each.group for each in found])
    views = [
        _view(each, cards)
        | {"group": groups[each.place_group_id or each.group_id], "hers": each.supervisor_id == supervisor_id}
        for each in found
    ]
    return {
        "supervisor": person_view(cards.get(supervisor_id)),
        "deputy": deputy and {"person": person_view(cards.get(deputy.deputy_id)), **_days(deputy)},
        "waiting": [each for each in views if each["hers"] and not _answered(each)],
        "passed": [each for each in views if not each["hers"]],
        "answered": [each | {"changeable": _changeable(each)} for each in views if each["hers"] and _answered(each)],
    }


def _days(deputy: Deputy) -> dict[str, Any]:
    return {"first": deputy.first, "last": deputy.last}


def _with_groups(chosen: Select[tuple[Registration]]) -> Select[tuple[Registration]]:
    places = Registration.group, Registration.place_group
    return chosen.options(*(selectinload(each).selectinload(Group.dates) for each in places))


def _answered(view: dict[str, Any]) -> bool:
    return view["state"] != "awaiting_supervisor"


def _changeable(view: dict[str, Any]) -> bool:
    act: registration.Act = "approve" if view["state"] == "denied" else "deny"
    final = view["group"]["state"] in {"confirmed", "cancelled"} or not registration.allowed(view["state"], act)
    return not final and view["approved_how"] != "not_needed"


def asked_of(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> dict[str, Any]:
    """One registration that a supervisor is asked about. Raises NotFound."""
    found = of_supervisor(work, supervisor_id, Registration.id == registration_id)
    for each in (*found["waiting"], *found["answered"]):
        asked: dict[str, Any] = each
        return asked
    raise NotFound()
