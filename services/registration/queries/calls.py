"""Calls and groups as they are shown: to everybody once published, drafts to those who may write them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from services.registration.domain import call as calls
from services.registration.queries.dates import dates_of
from services.registration.schemas.group_facts import said
from services.registration.tables import Call, Group, Registration
from shared.errors import NotFound
from shared.network import Network
from shared.people import Person
from shared.work import UnitOfWork

CALL_VIEW = (
    "id",
    "organisation",
    "kind",
    "title",
    "about",
    "scope",
    "placing",
    "questions",
    "known_by",
    "reporting_year",
    "opens_at",
    "closes_at",
    "venue",
    "quota",
    "period_days",
    "partners",
    "more_url",
    "window_from",
    "window_to",
)
GROUP_VIEW = (
    "id",
    "call_id",
    "name",
    "sibling_of",
    "merged_into",
    "staff_groups",
    "min_size",
    "max_size",
    "waiting",
    "closes_on",
    "venue",
    "meeting_minutes",
    "slot",
    "theme",
    "basis",
    "purpose",
    "education_levels",
    "especially_for",
)


WHOLE = (selectinload(Call.groups).selectinload(Group.dates),)


def public_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The published calls, newest first."""
    return call_views(work, [each for each in _calls(work) if each.state_name in calls.PUBLIC])


def announced_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The calls that people can register to now or soon, and those of them that were cancelled before their deadline,
    newest first; `changed`: when, microseconds since 1970."""
    found = [each for each in _calls(work) if each.state_name in {"published", "open"} or _is_missed(each, work.now)]
    return [view | {"changed": each.version} for each, view in zip(found, call_views(work, found), strict=True)]


def _is_missed(call: Call, now: datetime) -> bool:
    return call.state_name == "cancelled" and call.closes_at is not None and now < call.closes_at


def public_call(work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """A published call, or a draft that the actor may write. Raises NotFound."""
    return call_view(work, visible_call(work, call_id))


def visible_call(work: UnitOfWork, call_id: UUID) -> Call:
    """As `public_call`, without working out how it is shown."""
    call = work.session.get(Call, call_id)
    hidden = call is None or call.state_name not in calls.SHOWN
    if call is None or (hidden and not work.actor.may("write", "call", call.organisation)):
        raise NotFound()
    return call


def contact_of(work: UnitOfWork, call_id: UUID) -> dict[str, Any] | None:
    """Whom to call about a call."""
    return person_view(work.session.get(Person, visible_call(work, call_id).contact_id))


def written_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The calls that the actor may write, drafts too, newest first."""
    return call_views(work, [each for each in _calls(work) if work.actor.may("write", "call", each.organisation)])


def _calls(work: UnitOfWork) -> list[Call]:
    return list(work.session.scalars(select(Call).options(*WHOLE).order_by(Call.opens_at.desc(), Call.id)))


def call_view(work: UnitOfWork, call: Call) -> dict[str, Any]:
    """A call with its groups, contact person and mentors by name."""
    chosen = select(Group).where(Group.call_id == call.id).options(selectinload(Group.dates))
    _kept = list(work.session.scalars(chosen))  # so that the dates of all are read at once
    return call_views(work, [call])[0]


def call_views(work: UnitOfWork, found: Sequence[Call]) -> list[dict[str, Any]]:
    """Calls with their groups, contact persons and mentors by name; as many queries for a hundred as for one."""
    contacts = cards_of(work, (each.contact_id for each in found))
    groups = group_views(work, [group for call in found for group in call.groups])
    return [_call_view(work.network, each, contacts, groups) for each in found]


def recognised_by(network: Network, call: Call) -> list[str]:
    """The employers of those invited at which a verme counts as in-service training (ledger R69, R92)."""
    if call.kind != "verme":
        return []
    invited = [call.organisation] if call.scope == "internal" else network.organisations
    return [each for each in invited if network.organisations[each].recognises_verme]


def _call_view(
    network: Network, call: Call, contacts: Mapping[UUID, Person], groups: Mapping[UUID, dict[str, Any]]
) -> dict[str, Any]:
    shown = {name: getattr(call, name) for name in CALL_VIEW}
    ordered = sorted(call.groups, key=lambda each: (each.created_at, each.sibling_of is not None, each.name.get("fi")))
    return shown | {
        "state": call.state_name,
        "contact": person_view(contacts.get(call.contact_id)),
        "recognised_by": recognised_by(network, call),
        "groups": [groups[each.id] for each in ordered],
    }


def group_view(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    """One group as everybody may see it. Raises NotFound."""
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    visible_call(work, group.call_id)
    return group_views(work, [group])[group_id]


def group_views(work: UnitOfWork, found: Collection[Group]) -> dict[UUID, dict[str, Any]]:
    """Groups as everybody may see them, by their ids; four queries for any number."""
    named = cards_of(work, (each for group in found for each in group.mentor_ids))
    held, dates = _held(work, [each.id for each in found]), dates_of(work, found)
    return {each.id: _group_view(work, each, named, held.get(each.id, 0)) | dates[each.id] for each in found}


def _held(work: UnitOfWork, group_ids: Collection[UUID]) -> dict[UUID, int]:
    place = Registration.place_group_id
    chosen = select(place, func.count()).where(place.in_(group_ids)).group_by(place)
    return {group_id: count for group_id, count in work.session.execute(chosen) if group_id}


def _group_view(work: UnitOfWork, group: Group, named: Mapping[UUID, Person], held: int) -> dict[str, Any]:
    shown = {name: getattr(group, name) for name in GROUP_VIEW}
    return shown | {
        "state": group.state_name,
        "said": said(group),
        "members": len(group.member_ids),
        "free_places": max(group.max_size - held, 0),
        "is_open": group.is_open(work.now),
        "mentors": [person_view(named.get(each)) for each in group.mentor_ids if each in named],
    }


def person_view(person: Person | None) -> dict[str, Any] | None:
    """A person as a contact."""
    if person is None:
        return None
    card = ("id", "name", "email", "organisation", "unit", "job_title")
    return {name: getattr(person, name) for name in card}


def cards_of(work: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, Person]:
    chosen = select(Person).where(Person.id.in_({*ids}))
    return {each.id: each for each in work.session.scalars(chosen)}


def mentors(work: UnitOfWork) -> list[Person]:
    """Everybody who may lead a group today."""
    known = work.session.scalars(select(Person).where(~Person.gone, Person.same_as.is_(None)))
    return [each for each in known if each.has_role("mentor", on=work.today)]
