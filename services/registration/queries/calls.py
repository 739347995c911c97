"""Calls and groups as they are shown: to everybody once published, drafts to those who may write them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from services.registration.domain import call as calls
from services.registration.queries.dates import dates_of
from services.registration.tables import Call, Group, Registration
from shared.errors import NotFound
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
)


def public_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The published calls, newest first."""
    return [call_view(work, each) for each in _calls(work) if each.state_name in calls.PUBLIC]


def open_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The calls that people can register to now or soon, newest first; `changed`: when, microseconds since 1970."""
    found = [each for each in _calls(work) if each.state_name in {"published", "open"}]
    return [call_view(work, each) | {"changed": each.version} for each in found]


def public_call(work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """A published call, or a draft that the actor may write. Raises NotFound."""
    call = work.session.get(Call, call_id)
    hidden = call is None or call.state_name not in calls.SHOWN
    if call is None or (hidden and not work.actor.may("write", "call", call.organisation)):
        raise NotFound()
    return call_view(work, call)


def written_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """The calls that the actor may write, drafts too, newest first."""
    return [call_view(work, each) for each in _calls(work) if work.actor.may("write", "call", each.organisation)]


def _calls(work: UnitOfWork) -> Iterable[Call]:
    whole = selectinload(Call.groups).selectinload(Group.dates)
    return work.session.scalars(select(Call).options(whole).order_by(Call.opens_at.desc(), Call.id))


def call_view(work: UnitOfWork, call: Call) -> dict[str, Any]:
    """A call with its groups, contact person and mentors by name."""
    named = cards_of(work, [call.contact_id, *(each for group in call.groups for each in group.mentor_ids)])
    contact = named.get(call.contact_id)
    shown = {name: getattr(call, name) for name in CALL_VIEW}
    groups = sorted(call.groups, key=lambda each: (each.created_at, each.sibling_of is not None, each.name.get("fi")))
    return shown | {
        "state": call.state_name,
        "contact": person_view(contact),
        "groups": [_group_view(work, each, named) for each in groups],
    }


def group_view(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    """One group as everybody may see it. Raises NotFound."""
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    public_call(work, group.call_id)
    return _group_view(work, group, cards_of(work, group.mentor_ids))


def _group_view(work: UnitOfWork, group: Group, named: dict[UUID, Person]) -> dict[str, Any]:
    held = select(Registration.id).where(Registration.place_group_id == group.id)
    shown = {name: getattr(group, name) for name in GROUP_VIEW}
    return shown | {
        "state": group.state_name,
        "members": len(group.member_ids),
        "free_places": max(group.max_size - len(work.session.scalars(held).all()), 0),
        "is_open": group.is_open(work.now),
        **dates_of(work, group),
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
