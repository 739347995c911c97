"""Bringing lists of people into the directory: what is wrong with a list, and one row of it.

Nobody writes a card of an organisation that is not theirs, nor grants a role there; nothing is ever taken away.
A short list comes in as a whole or not at all; a long one (`staff_lists`) in portions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from services.registration.commands.people import (
    change_person,
    changes_to,
    lock_addresses,
    recognise_supervisors,
    register_person,
)
from services.registration.domain import people, staff_list
from shared.errors import DomainError, Forbidden
from shared.people import Person, resolve
from shared.people.uses import keep
from shared.work import UnitOfWork

GRANTED_BY_MEMBERS = frozenset({"mentor", "supervisor", "member_coordinator", "member_admin", "leadership"})
Row = Mapping[str, Any]
Known = dict[str, Person]
"""People by their address."""


class RowsHaveProblems(DomainError):
    """A list that cannot be imported as it is."""

    code = "rows_have_problems"
    kind = "invalid"
    text = "Nothing was imported: {count} problems. Send the list with ?dry_run=true to see each of them."


@dataclass
class Imported:
    """What an import did, or would do."""

    dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Brought:
    """What a row did: `created`, `changed` or `unchanged`, and the fields that it changed."""

    what: str
    person: Person | None
    fields: tuple[str, ...] = ()


def import_people(work: UnitOfWork, rows: Sequence[Row], *, dry_run: bool) -> Imported:
    """Register or change everybody on the list. Raises RowsHaveProblems unless it is a dry run."""
    require_importer(work)
    rows = [as_card(each) for each in rows]
    known = known_by_address(work, rows, lock=not dry_run)
    problems = [{"row": number + 1, "field": name, "code": code} for number, name, code in faults(work, rows, known)]
    result = Imported(dry_run, problems=problems)
    if problems and not dry_run:
        raise RowsHaveProblems(count=len(problems))
    order = [] if problems else staff_list.superiors_first(rows)[0]
    with work.together():
        brought = {number: bring_in(work, rows[number], known, dry_run=dry_run) for number in order}
    if not dry_run:
        recognise_supervisors(work, (each.person for each in brought.values()))
        keep(work, (each.person for each in brought.values() if each.person))
    for each in (brought[number] for number in sorted(brought)):
        setattr(result, each.what, getattr(result, each.what) + 1)
        result.people += [each.person] if each.person else []
    return result


def require_importer(work: UnitOfWork) -> None:
    """Raises Forbidden unless the actor writes the cards of some organisation."""
    if not any(may_write(work, slug) for slug in work.network.organisations):
        raise Forbidden()


def may_write(work: UnitOfWork, slug: str) -> bool:
    """Whether the actor writes the cards of an organisation, and this deployment acts for it."""
    return work.acts_for(slug) and work.actor.may("write", "contact_details", slug)


def as_card(row: Row) -> dict[str, Any]:
    """A row with addresses as they are kept, and roles as a card holds them."""
    roles = [_granted(each, row["organisation"]) for each in row.get("roles") or ()]
    addresses = {name: people.normal_address(row[name]) for name in ("email", "supervisor_email") if row.get(name)}
    return dict(row) | addresses | {"roles": roles}


def _granted(role: Row, organisation: str) -> dict[str, Any]:
    days = {name: str(role[name]) if role.get(name) else None for name in ("valid_from", "valid_to")}
    return {"role": role["role"], "organisation": role.get("organisation") or organisation, **days}


def known_by_address(work: UnitOfWork, rows: Iterable[Row], *, lock: bool) -> Known:
    """Everybody whom the rows name, in two queries; locked, nobody else registers these addresses meanwhile."""
    own = {each["email"] for each in rows}
    named = own | {each["supervisor_email"] for each in rows if each.get("supervisor_email")}
    if lock:
        lock_addresses(work, own)
    chosen = select(Person).where(Person.email.in_(named), ~Person.gone)
    found: Known = {}
    for each in work.session.scalars(chosen.order_by(Person.same_as.is_not(None), Person.version.desc(), Person.id)):
        if each.email not in found and (person := resolve(work.session, each.id)) is not None:
            found[each.email] = person
    return found


def bring_in(work: UnitOfWork, row: Row, known: Known, *, dry_run: bool = False) -> Brought:
    """One row, whose supervisor's row has come before; `known` gains who is new."""
    person = known.get(row["email"])
    card = _card(work, row, person, known)
    if person is None:
        if not dry_run:
            person = known[row["email"]] = register_person(work, **card)
        return Brought("created", person)
    changed = tuple(sorted(changes_to(person, card)))
    if not dry_run and changed:
        change_person(work, person, card)
    return Brought("changed" if changed else "unchanged", person, changed)


def _card(work: UnitOfWork, row: Row, person: Person | None, known: Known) -> dict[str, Any]:
    supervisor = known.get(row.get("supervisor_email") or "")
    roles = people.merged_roles(person.roles if person else (), row["roles"], work.today)
    card = {name: value for name, value in row.items() if name not in {"roles", "supervisor_email", "line"}}
    return card | {"roles": roles, "supervisor_id": supervisor.id if supervisor else None}


def faults(
    work: UnitOfWork, rows: Sequence[Row], known: Known, also_listed: Iterable[str] = ()
) -> Iterable[tuple[int, str, str]]:
    """What is wrong with rows that are well formed: the row's number from 0, the field, a code."""
    again = people.repeated(each["email"] for each in rows)
    listed = {each["email"] for each in rows} | {*also_listed}
    circle = staff_list.superiors_first(rows)[1]
    for number, row in enumerate(rows):
        found = [*_of_card(work, row, known), *_of_supervisor(row, listed, known), *_of_roles(work, row)]
        found += [("email", "repeated")] if number in again else []
        found += [("supervisor_email", "circle")] if number in circle and not found else []
        yield from ((number, name, code) for name, code in found)


def _of_card(work: UnitOfWork, row: Row, known: Known) -> Iterable[tuple[str, str]]:
    slug, person = row["organisation"], known.get(row["email"])
    if slug not in work.network.organisations:
        yield "organisation", "unknown_organisation"
    elif work.network.has_left(slug, work.today):
        yield "organisation", "organisation_has_left"
    elif not may_write(work, slug):
        yield "organisation", "not_yours"
    elif person is not None and not may_write(work, person.organisation):
        yield "email", "not_yours"


def _of_supervisor(row: Row, listed: set[str], known: Known) -> Iterable[tuple[str, str]]:
    address = row.get("supervisor_email")
    if address and address == row["email"]:
        yield "supervisor_email", "own_address"
    elif address and address not in listed and address not in known:
        yield "supervisor_email", "unknown_person"


def _of_roles(work: UnitOfWork, row: Row) -> Iterable[tuple[str, str]]:
    everywhere = may_write(work, work.network.slug)
    for each in row["roles"]:
        if each["organisation"] not in work.network.organisations:
            yield "roles", "unknown_organisation"
        elif not may_write(work, each["organisation"]) or not (everywhere or each["role"] in GRANTED_BY_MEMBERS):
            yield "roles", "not_yours"
