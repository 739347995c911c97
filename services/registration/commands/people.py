"""The master cards of people: registering, changing, and the first administrators.

An address belongs to one person: it is locked while somebody is looked for by it. A card changes only by the person
(an address that was confirmed), by an import, or by a coordinator.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from services.registration.domain import employment, people
from services.registration.tables import Registration
from shared.errors import Forbidden, NotFound
from shared.people import Person, find_by_email, resolve
from shared.people.tables import CARD
from shared.work import UnitOfWork

ALWAYS = date(1970, 1, 1)


def lock_address(work: UnitOfWork, email: str) -> Person | None:
    """The person with an address, if any; nobody else can register the address until this unit ends."""
    lock_addresses(work, [people.normal_address(email)])
    return find_by_email(work.session, email)


def lock_addresses(work: UnitOfWork, addresses: Iterable[str]) -> None:
    """Nobody else can register these addresses, as they are kept, until this unit ends."""
    keys = func.unnest(cast(sorted(addresses), ARRAY(Text)))
    work.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(keys, 0))))


def register_person(work: UnitOfWork, *, organisation: str, email: str, **card: Any) -> Person:
    """A new card."""
    values = {"language": "fi", "roles": []} | {name: value for name, value in card.items() if value is not None}
    person = Person(organisation=organisation, email=people.normal_address(email), **values)
    work.emit("person_registered", person)
    work.record_history(person, "registered")
    return person


def own_registration(work: UnitOfWork, registration_id: UUID) -> Registration:
    """For what somebody tells of themselves: a registration of the one who acts. Raises NotFound for another's."""
    found = work.session.get(Registration, registration_id)
    if found is None:
        raise NotFound()
    acting = resolve(work.session, work.actor.person_id)
    if work.actor.kind != "system" and (acting is None or acting.id != found.person_id):
        raise NotFound()
    return found


def changes_to(person: Person, row: Mapping[str, Any]) -> dict[str, Any]:
    """What of a row differs from the card."""
    return people.changes(
        {name: getattr(person, name) for name in (*CARD, "organisation", "roles", "employments")}, row
    )


def change_person(work: UnitOfWork, person: Person, row: Mapping[str, Any]) -> bool:
    """Put what differs on the card; whether anything did."""
    changes = changes_to(person, row)
    if "organisation" in changes and "employments" not in row:
        moved = employment.moved(person.employments, person.organisation, changes["organisation"], work.today)
        changes["employments"] = moved
    for name, value in changes.items():
        setattr(person, name, value)
    if changes:
        work.emit("person_changed", person)
        work.record_history(person, "changed", fields=sorted(changes))
    return bool(changes)


def correct_own_card(work: UnitOfWork, row: Mapping[str, Any]) -> Person:
    """What the person may correct alone; an empty unit or title is taken away. Raises Forbidden, NotFound."""
    person = person_of(work, work.actor.person_id)
    if person is None or person.gone:
        raise NotFound()
    work.actor.require("write", "contact_details", person.organisation, "self")
    if not work.acts_for(person.organisation):
        raise Forbidden()
    emptied = [name for name in ("unit", "job_title") if row.get(name) == "" and getattr(person, name)]
    for name in emptied:
        setattr(person, name, None)
    given = {name: value for name, value in row.items() if value != ""}
    if not change_person(work, person, given) and emptied:
        work.emit("person_changed", person)
        work.record_history(person, "changed", fields=emptied)
    return person


def supervisor_by_address(work: UnitOfWork, email: str, organisation: str, language: str) -> tuple[Person, bool]:
    """The supervisor with an address, and whether the address was only typed in (decision 5)."""
    known = lock_address(work, email)
    if known is not None:
        return known, not known.has_role("supervisor", on=work.today) or _was_typed_in(work, known)
    first_name, last_name = people.name_from_address(email)
    role = role_row("supervisor", organisation, work.today)
    names = {"first_name": first_name, "last_name": last_name, "language": language}
    return register_person(work, organisation=organisation, email=email, roles=[role], **names), True


def _was_typed_in(work: UnitOfWork, supervisor: Person) -> bool:
    chosen = select(Registration.id).where(
        Registration.supervisor_id == supervisor.id, Registration.supervisor_typed_in
    )
    return work.session.scalar(chosen.limit(1)) is not None


def recognise_supervisors(work: UnitOfWork, brought: Iterable[Person | None]) -> None:
    """An import brought these cards in: whoever typed an address typed it right."""
    chosen = update(Registration).where(Registration.supervisor_id.in_([each.id for each in brought if each]))
    work.session.execute(chosen.values(supervisor_typed_in=False))


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


def person_of(work: UnitOfWork, person_id: UUID | None) -> Person | None:
    """A card by its id."""
    return work.session.get(Person, person_id) if person_id else None
