"""Who has read whose data: one row for each answer that showed cards of others (dossier C.3 rule 17).

Guaranteed: the row is committed before its answer leaves, so that nobody sees another's data without one; a reader's
own card makes none, nor does an answer that refuses or leads elsewhere. Not guaranteed: that the row of the last
second outlives a crash of the database itself. What anybody may read without signing in is nobody's secret.
"""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from shared.database.kit import AccessRow
from shared.people.seen import Seen
from shared.people.tables import Person
from shared.privacy.rules import day_of
from shared.web.request import Request
from shared.work import UnitOfWork

VARIABLE = re.compile(r"<[^>]+>")
SHOWS_NOTHING = {204, 303}
PORTION = 100
MOST_NAMED = 5
BY_LINK = {"approve_registrations": "supervisor", "statement": "supervisor", "attendance": "mentor"}
ANY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def write(request: Request, response: Response, sessions: Any) -> None:
    """The row of an answer, where it showed others' cards, by name or by id, to somebody who is known."""
    if not concerns(request, response):
        return
    reader: UUID = request.actor.person_id
    seen: dict[UUID, Seen] = request.seen
    named = _named_by_id(response) - {*seen, reader}
    if not named and set(seen) <= _own(reader, seen):
        return
    with sessions.begin() as session:
        if named:
            seen |= _cards(session, named)
        own = _own(reader, seen)
        if others := {key: each for key, each in seen.items() if key not in own}:
            employer = seen.get(reader) or _cards(session, {reader}).get(reader)
            row = _row(request, employer.organisation if employer else "", own, others)
            session.execute(sql("SET LOCAL synchronous_commit TO off"))
            session.execute(insert(AccessRow).values(row))


def concerns(request: Request, response: Response) -> bool:
    """Whether somebody who is known got something to see that not everybody may."""
    known = request.actor.person_id is not None and request.route.access.kind != "anyone"
    return known and response.status_code not in SHOWS_NOTHING


def _cards(session: Session, ids: set[UUID]) -> dict[UUID, Seen]:
    columns = select(Person.id, Person.organisation, Person.supervisor_id, Person.same_as)
    found = session.execute(columns.where(Person.id.in_(ids), ~Person.gone))
    return {each[0]: Seen(*each[1:]) for each in found}


def _row(request: Request, organisation: str, own: set[UUID], others: dict[UUID, Seen]) -> dict[str, Any]:
    roles = {f"{each.role}@{each.organisation}" for each in request.actor.roles}
    if any(each.supervisor_id in own for each in others.values()):
        roles.add(f"supervisor@{organisation}")
    if request.link is not None and request.link.action in BY_LINK:
        roles.add(f"{BY_LINK[request.link.action]}@{organisation}")
    return {
        "at": request.now,
        "who": request.actor.person_id,
        "organisation": organisation,
        "roles": sorted(roles) or [f"participant@{organisation}"],
        "route": request.route.path,
        "whose": list(others),
        "organisations": sorted({each.organisation for each in others.values()}),
    }


def _own(reader: UUID, seen: dict[UUID, Seen]) -> set[UUID]:
    """The reader's id, with those that turned out to be the same person's."""
    kept = (seen[reader].same_as if reader in seen else None) or reader
    return {reader, kept} | {key for key, each in seen.items() if each.same_as == kept}


def _named_by_id(response: Response) -> set[UUID]:
    return set(map(UUID, set(ANY_ID.findall(response.get_data(as_text=True))))) if response.is_json else set()


def looks_at(session: Session, ids: Collection[UUID]) -> Iterator[dict[str, Any]]:
    """When, how many times and in what role others have read somebody's data: a line for each day, the latest first."""
    day = day_of(AccessRow.at)
    alike = (day, AccessRow.roles, AccessRow.organisation)
    latest = func.max(AccessRow.at)
    chosen = select(latest, func.count(), *alike[1:]).group_by(*alike).order_by(latest.desc())
    others = AccessRow.whose.overlap(list(ids)) & AccessRow.who.not_in(ids)
    for at, times, roles, organisation in session.execute(chosen.where(others)):
        yield {"at": at, "times": times, "roles": roles, "organisation": organisation}


def looked_for(
    work: UnitOfWork, organisations: Collection[str], address: str, before: datetime | None
) -> list[dict[str, Any]]:
    """The latest reads of data of these organisations' people, by or of the one who has an address where it is given.

    Of those whose data it was only the people of these organisations are named, `MOST_NAMED` at most.
    """
    chosen = select(AccessRow).where(AccessRow.organisations.overlap(list(organisations)))
    if address:
        known = work.session.scalars(select(Person.id).where(Person.email == address.strip().lower())).all()
        chosen = chosen.where(AccessRow.who.in_(known) | AccessRow.whose.overlap(known))
    if before is not None:
        chosen = chosen.where(AccessRow.at < before)
    rows = work.session.scalars(chosen.order_by(AccessRow.at.desc(), AccessRow.id.desc()).limit(PORTION)).all()
    ids = {each.who for each in rows} | {key for each in rows for key in each.whose}
    cards = {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(ids), ~Person.gone))}
    return [_shown(each, cards, organisations, address.strip().lower()) for each in rows]


def _shown(row: AccessRow, cards: dict[UUID, Person], organisations: Collection[str], address: str) -> dict[str, Any]:
    theirs = [cards[each] for each in row.whose if each in cards and cards[each].organisation in organisations]
    theirs.sort(key=lambda each: (each.email != address, each.last_name, each.first_name))
    named = [each.name for each in theirs[:MOST_NAMED]]
    who = cards[row.who].name if row.who in cards else ""
    plain = {"at": row.at, "roles": row.roles, "organisation": row.organisation, "route": VARIABLE.sub("…", row.route)}
    return plain | {"who": who, "whose": named, "more": len(theirs) - len(named)}
