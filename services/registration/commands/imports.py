"""Importing lists of people: all or none, and a dry run that only tells what would happen.

Nobody writes a card of an organisation that is not theirs, nor grants a role there; nothing is ever taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.registration.commands.people import change_person, lock_address, recognise_supervisor, register_person
from services.registration.domain import people
from shared.errors import DomainError, Forbidden
from shared.people import Person, find_by_email
from shared.people.tables import CARD
from shared.work import UnitOfWork

GRANTED_BY_MEMBERS = frozenset({"mentor", "supervisor", "member_coordinator", "member_admin", "leadership"})
Row = Mapping[str, Any]


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


def import_people(work: UnitOfWork, rows: Sequence[Row], *, dry_run: bool) -> Imported:
    """Register or change everybody on the list. Raises RowsHaveProblems unless it is a dry run."""
    if not any(_may_write(work, slug) for slug in work.network.organisations):
        raise Forbidden()
    result = Imported(dry_run, problems=list(_problems(work, rows)))
    if result.problems and not dry_run:
        raise RowsHaveProblems(count=len(result.problems))
    for row in () if result.problems else rows:
        _import_row(work, result, row)
    if not dry_run:
        for row, person in zip(rows, result.people, strict=True):
            _set_supervisor(work, person, row)
    return result


def _import_row(work: UnitOfWork, result: Imported, row: Row) -> None:
    person = find_by_email(work.session, row["email"]) if result.dry_run else lock_address(work, row["email"])
    card = _card(work, row, person)
    if person is None:
        result.created += 1
        if not result.dry_run:
            result.people.append(register_person(work, **card))
        return
    known = {name: getattr(person, name) for name in (*CARD, "organisation", "roles")}
    changed = bool(people.changes(known, card))
    if changed and not result.dry_run:
        change_person(work, person, card)
    if not result.dry_run:
        recognise_supervisor(work, person)
    result.changed += changed
    result.unchanged += not changed
    result.people.append(person)


def _card(work: UnitOfWork, row: Row, person: Person | None) -> dict[str, Any]:
    granted = [_granted(each, row["organisation"]) for each in row.get("roles") or ()]
    roles = people.merged_roles(person.roles if person else (), granted, work.today)
    card = {name: value for name, value in row.items() if name not in {"roles", "supervisor_email"}}
    return card | {"email": people.normal_address(row["email"]), "roles": roles}


def _granted(role: Row, organisation: str) -> dict[str, Any]:
    days = {name: role[name].isoformat() if role.get(name) else None for name in ("valid_from", "valid_to")}
    return {"role": role["role"], "organisation": role.get("organisation") or organisation, **days}


def _set_supervisor(work: UnitOfWork, person: Person, row: Row) -> None:
    if row.get("supervisor_email") and (supervisor := find_by_email(work.session, row["supervisor_email"])):
        change_person(work, person, {"supervisor_id": supervisor.id})


def _problems(work: UnitOfWork, rows: Sequence[Row]) -> Iterable[dict[str, Any]]:
    again = people.repeated(each["email"] for each in rows)
    listed = {people.normal_address(each["email"]) for each in rows}
    for number, row in enumerate(rows):
        found = [*_of_card(work, row), *_of_supervisor(work, row, listed), *_of_roles(work, row)]
        for name, code in [*found, *([("email", "repeated")] if number in again else ())]:
            yield {"row": number + 1, "field": name, "code": code}


def _of_card(work: UnitOfWork, row: Row) -> Iterable[tuple[str, str]]:
    slug, known = row["organisation"], find_by_email(work.session, row["email"])
    if slug not in work.network.organisations:
        yield "organisation", "unknown_organisation"
    elif not _may_write(work, slug):
        yield "organisation", "not_yours"
    elif known is not None and not _may_write(work, known.organisation):
        yield "email", "not_yours"


def _of_supervisor(work: UnitOfWork, row: Row, listed: set[str]) -> Iterable[tuple[str, str]]:
    address = people.normal_address(row.get("supervisor_email") or "")
    if address and address == people.normal_address(row["email"]):
        yield "supervisor_email", "own_address"
    elif address and address not in listed and find_by_email(work.session, address) is None:
        yield "supervisor_email", "unknown_person"


def _of_roles(work: UnitOfWork, row: Row) -> Iterable[tuple[str, str]]:
    everywhere = _may_write(work, work.network.slug)
    for each in row.get("roles") or ():
        slug = each.get("organisation") or row["organisation"]
        if slug not in work.network.organisations:
            yield "roles", "unknown_organisation"
        elif not _may_write(work, slug) or not (everywhere or each["role"] in GRANTED_BY_MEMBERS):
            yield "roles", "not_yours"


def _may_write(work: UnitOfWork, slug: str) -> bool:
    return work.acts_for(slug) and work.actor.may("write", "contact_details", slug)
