"""Where no registration runs: its administrators, its people and its calls are entered here (decision 17).

When registration joins later, it hears of the people by their introductions and answers with their cards, under the
same ids; a card that has arrived is never written here again.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from services.shadowing.domain.alone import people_of
from services.shadowing.domain.errors import RunElsewhere
from services.shadowing.domain.process import DEFAULT_DAYS
from services.shadowing.tables import KnownCall
from shared.clock import at_local, real_microseconds
from shared.contracts.registration import CallV1
from shared.errors import Forbidden
from shared.people import Person, find_by_email, introduce
from shared.work import UnitOfWork

MANAGING = frozenset({"project_manager", "member_coordinator", "member_admin"})
ALWAYS = date(1970, 1, 1)
LAST_MINUTE = time(23, 59)


def ensure_administrators(work: UnitOfWork) -> None:
    """Let the administrators of the network file sign in where no registration runs; safe to repeat."""
    if work.network.runs("registration"):
        return
    for organisation in work.network.organisations.values():
        name = "project_manager" if organisation.slug == work.network.slug else "member_admin"
        for each in organisation.administrators if work.acts_for(organisation.slug) else ():
            person = _introduced(work, each["first_name"], each["last_name"], each["email"], organisation.slug)
            role = {"role": name, "organisation": organisation.slug, "valid_from": ALWAYS.isoformat(), "valid_to": None}
            if person.provisional and role not in person.roles:
                person.roles = [*person.roles, role]


def managed(work: UnitOfWork) -> list[str]:
    """The organisations whose people and calls the actor enters; RunElsewhere where registration does it."""
    if work.network.runs("registration"):
        raise RunElsewhere
    held = {each.organisation for each in work.actor.roles if each.role in MANAGING}
    if work.network.slug in held:
        held = set(work.network.organisations)
    found = [each for each in work.network.organisations if each in held and work.acts_for(each)]
    if not found:
        raise Forbidden
    return found


def add_people(work: UnitOfWork, organisation: str, lines: list[str]) -> int:
    """Enter people of an organisation, or change the supervisors of those known; how many. All or nobody."""
    _check(work, organisation)
    people = people_of(lines)
    for each in people:
        person = _introduced(work, each.first_name, each.last_name, each.email, organisation)
        if person.provisional:
            person.first_name, person.last_name = each.first_name, each.last_name
    for each in people:
        known = find_by_email(work.session, each.email)
        supervisor = find_by_email(work.session, each.supervisor) if each.supervisor else None
        if known and supervisor and known.provisional:
            known.supervisor_id = supervisor.id
    return len(people)


def open_own_call(work: UnitOfWork, data: dict[str, Any]) -> KnownCall:
    """Open a call of one's own: `organisation`, `title`, `closes_on`, `window_from`, `window_to`, `quota`."""
    _check(work, data["organisation"])
    assert work.actor.person_id is not None
    network = data["organisation"] == work.network.slug
    state = {
        "organisation": data["organisation"],
        "occasions": {},
        "kind": "shadowing",
        "title": {"fi": data["title"], "sv": None, "en": None},
        "scope": "network" if network else "internal",
        "state": "open",
        "reporting_year": data["window_from"].year,
        "opens_at": work.now,
        "closes_at": _end_of(data["closes_on"]),
        "contact_id": work.actor.person_id,
        "quota": data["quota"],
        "period_days": data.get("period_days") or DEFAULT_DAYS,
        "window_from": data["window_from"],
        "window_to": data["window_to"],
    }
    call_id = uuid4()
    dumped = CallV1().dump({"id": call_id, **state})
    call = KnownCall(id=call_id, organisation=data["organisation"], version=real_microseconds(), data=dumped)
    call.kind = "shadowing"
    work.session.add(call)
    work.record_history(call, "call_opened")
    return call


def _check(work: UnitOfWork, organisation: str) -> None:
    if organisation not in managed(work):
        raise Forbidden


def _introduced(work: UnitOfWork, first_name: str, last_name: str, email: str, organisation: str) -> Person:
    person_id: UUID = introduce(work, first_name, last_name, email, work.network.languages[0], organisation)
    work.session.flush()
    person = work.session.get(Person, person_id)
    assert person is not None
    return person


def _end_of(day: date) -> datetime:
    return at_local(day, LAST_MINUTE)
