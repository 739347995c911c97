"""The master cards of people: registering, changing, importing, and the first administrators.

An address belongs to one person: it is locked while somebody is looked for by it. A card changes only by the person
(an address that was confirmed), by an import, or by a coordinator.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.registration.domain import people
from shared.contracts.people import ROLES
from shared.errors import Forbidden
from shared.people import Person, find_by_email
from shared.people.tables import CARD
from shared.work import UnitOfWork

ALWAYS = date(1970, 1, 1)
ADMINISTERED_BY_MEMBERS = frozenset({"mentor", "supervisor", "member_coordinator", "member_admin", "leadership"})


@dataclass
class Imported:
    """What an import did, or would do."""

    dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def lock_address(work: UnitOfWork, email: str) -> Person | None:
    """The person with an address, if any; nobody else can register the address until this unit ends."""
    key = func.hashtextextended(people.normal_address(email), 0)
    work.session.execute(select(func.pg_advisory_xact_lock(key)))
    return find_by_email(work.session, email)


def register_person(work: UnitOfWork, *, organisation: str, email: str, **card: Any) -> Person:
    """A new card."""
    values = {"language": "fi", "roles": []} | {name: value for name, value in card.items() if value is not None}
    person = Person(organisation=organisation, email=people.normal_address(email), **values)
    work.emit("person_registered", person)
    work.record_history(person, "registered")
    return person


def change_person(work: UnitOfWork, person: Person, row: Mapping[str, Any]) -> bool:
    """Put what differs on the card; whether anything did."""
    card = {name: getattr(person, name) for name in (*CARD, "organisation", "roles")}
    changes = people.changes(card, row)
    for name, value in changes.items():
        setattr(person, name, value)
    if changes:
        work.emit("person_changed", person)
        work.record_history(person, "changed", fields=sorted(changes))
    return bool(changes)


def supervisor_by_address(work: UnitOfWork, email: str, organisation: str, language: str) -> tuple[Person, bool]:
    """The supervisor with an address, and whether the address was only typed in (decision 5)."""
    known = lock_address(work, email)
    if known is not None:
        return known, not known.has_role("supervisor", on=work.today)
    first_name, last_name = people.name_from_address(email)
    role = role_row("supervisor", organisation, work.today)
    names = {"first_name": first_name, "last_name": last_name, "language": language}
    return register_person(work, organisation=organisation, email=email, roles=[role], **names), True


def role_row(role: str, organisation: str, valid_from: date, valid_to: date | None = None) -> dict[str, Any]:
    """A role as the card keeps it."""
    last = valid_to.isoformat() if valid_to else None
    return {"role": role, "organisation": organisation, "valid_from": valid_from.isoformat(), "valid_to": last}


def ensure_administrators(work: UnitOfWork) -> None:
    """Let the administrators of the network file be able to sign in; safe to repeat."""
    for organisation in work.network.organisations.values():
        if work.acts_for(organisation.slug):
            for each in organisation.administrators:
                _ensure_administrator(work, organisation.slug, each)


def _ensure_administrator(work: UnitOfWork, slug: str, given: Mapping[str, str]) -> None:
    name = "project_manager" if slug == work.network.slug else "member_admin"
    person = lock_address(work, given["email"])
    role = role_row(name, slug, ALWAYS)
    if person is None:
        names = {"first_name": given["first_name"], "last_name": given["last_name"]}
        register_person(work, organisation=slug, email=given["email"], roles=[role], **names)
    elif not any(each["role"] == name and each["organisation"] == slug for each in person.roles):
        change_person(work, person, {"roles": [*person.roles, role]})


def administered_by(work: UnitOfWork) -> frozenset[str] | None:
    """Organisations whose people the actor may write; None: everybody's. Raises Forbidden when there are none."""
    held = {(each.role, each.organisation) for each in work.actor.roles if each.holds(work.today)}
    if work.actor.kind == "system" or ("project_manager", work.network.slug) in held:
        return None
    own = frozenset(slug for role, slug in held if role in {"member_admin", "member_coordinator"})
    if not own:
        raise Forbidden()
    return own


def import_people(work: UnitOfWork, rows: Sequence[Mapping[str, Any]], *, dry_run: bool) -> Imported:
    """Register or change a list of people, all or none; a dry run only tells what would happen."""
    result = Imported(dry_run, problems=list(_problems(work, rows)))
    if result.problems:
        return result
    known = {people.normal_address(each["email"]): lock_address(work, each["email"]) for each in rows}
    if dry_run:
        for row in rows:
            _count(result, known[people.normal_address(row["email"])], row, work)
        return result
    for row in rows:
        result.people.append(_import_row(work, result, row))
    for row, person in zip(rows, result.people, strict=True):
        _import_supervisor(work, person, row)
    return result


def _import_row(work: UnitOfWork, result: Imported, row: Mapping[str, Any]) -> Person:
    card = _card(work, row)
    person = find_by_email(work.session, row["email"])
    if person is None:
        result.created += 1
        return register_person(work, **card)
    changed = change_person(work, person, card)
    result.changed += changed
    result.unchanged += not changed
    return person


def _import_supervisor(work: UnitOfWork, person: Person, row: Mapping[str, Any]) -> None:
    if row.get("supervisor_email") and (supervisor := find_by_email(work.session, row["supervisor_email"])):
        change_person(work, person, {"supervisor_id": supervisor.id})


def _count(result: Imported, person: Person | None, row: Mapping[str, Any], work: UnitOfWork) -> None:
    if person is None:
        result.created += 1
        return
    card = {name: getattr(person, name) for name in (*CARD, "organisation", "roles")}
    changed = bool(people.changes(card, _card(work, row)))
    result.changed += changed
    result.unchanged += not changed


def _card(work: UnitOfWork, row: Mapping[str, Any]) -> dict[str, Any]:
    roles = [
        role_row(each["role"], each.get("organisation") or row["organisation"], *_validity(work, each))
        for each in row.get("roles") or ()
    ]
    card = {name: value for name, value in row.items() if name not in {"roles", "supervisor_email"}}
    return card | {"email": people.normal_address(row["email"]), "roles": roles or None}


def _validity(work: UnitOfWork, role: Mapping[str, Any]) -> tuple[date, date | None]:
    return role.get("valid_from") or work.today, role.get("valid_to")


def _problems(work: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    writable = administered_by(work)
    again = people.repeated(each["email"] for each in rows)
    listed = {people.normal_address(each["email"]) for each in rows}
    for number, row in enumerate(rows):
        for field_, code in _problems_of(work, row, writable, listed):
            yield {"row": number + 1, "field": field_, "code": code}
        if number in again:
            yield {"row": number + 1, "field": "email", "code": "repeated"}


def _problems_of(
    work: UnitOfWork, row: Mapping[str, Any], writable: frozenset[str] | None, listed: set[str]
) -> Iterable[tuple[str, str]]:
    slug = row["organisation"]
    if slug not in work.network.organisations:
        yield "organisation", "unknown_organisation"
    elif not people.may_grant(slug, writable) or not work.acts_for(slug):
        yield "organisation", "not_yours"
    supervisor = people.normal_address(row.get("supervisor_email") or "")
    if supervisor and supervisor not in listed and find_by_email(work.session, supervisor) is None:
        yield "supervisor_email", "unknown_person"
    if supervisor and supervisor == people.normal_address(row["email"]):
        yield "supervisor_email", "own_address"
    for role in row.get("roles") or ():
        yield from _problems_of_role(work, role, role.get("organisation") or slug, writable)


def _problems_of_role(
    work: UnitOfWork, role: Mapping[str, Any], slug: str, writable: frozenset[str] | None
) -> Iterable[tuple[str, str]]:
    if role["role"] not in ROLES or slug not in work.network.organisations:
        yield "roles", "unknown_role"
    elif not people.may_grant(slug, writable) or (writable is not None and role["role"] not in ADMINISTERED_BY_MEMBERS):
        yield "roles", "not_yours"


def person_of(work: UnitOfWork, person_id: UUID | None) -> Person | None:
    """A card by its id."""
    return work.session.get(Person, person_id) if person_id else None
