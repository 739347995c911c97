"""What one service keeps about a person: in words for reading, and every column for taking along."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, inspect, or_, select
from sqlalchemy.orm import Session

from shared.people.tables import Person
from shared.privacy.access_log import looks_at
from shared.privacy.declared import Kept, Named, declared
from shared.privacy.kit import KIT, held
from shared.web import formats
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.work import UnitOfWork

MACHINERY = frozenset({"version", "occasions", "concerns", "gone", "provisional"})


def identities(session: Session, person_id: UUID) -> frozenset[UUID]:
    """Every id under which the person is, or was, known."""
    found = {person_id}
    while True:
        more = select(Person.id, Person.same_as).where(or_(Person.id.in_(found), Person.same_as.in_(found)))
        ids = {each for row in session.execute(more) for each in row if each} | found
        if ids == found:
            return frozenset(found)
        found = ids


def own_data(work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    """Everything that this service keeps about a person."""
    ids, manifest = identities(work.session, person_id), work.manifest
    everything = (*KIT, *declared(manifest))
    found = (_section(work, each, ids) for each in everything if isinstance(each, Kept))
    named = ((each, _number(work, each, ids)) for each in everything if isinstance(each, Named))
    return {
        "service": manifest.name,
        "title": manifest.title(language()),
        "sections": [each for each in found if each["records"]],
        "named": [{"title": _(each.title), "number": number} for each, number in named if number],
        "looks": [_look(work, each) for each in looks_at(work.session, ids)],
    }


def _look(work: UnitOfWork, found: dict[str, Any]) -> dict[str, Any]:
    return {"at": found["at"], "times": found["times"], "who": held(work.network, found["roles"], work.today)}


def _section(work: UnitOfWork, kept: Kept, ids: Collection[UUID]) -> dict[str, Any]:
    rows = work.session.scalars(kept.of(ids))
    records = [{"facts": list(_facts(kept, each)), "data": _columns(kept, each)} for each in rows]
    return {"table": kept.table.__tablename__, "title": _(kept.title), "records": records}


def _facts(kept: Kept, row: Any) -> Iterator[dict[str, str]]:
    for label, of in kept.facts:
        text = show(of(row) if callable(of) else getattr(row, of), kept.words)
        if text:
            yield {"label": _(label), "text": text}


def _columns(kept: Kept, row: Any) -> dict[str, Any]:
    columns = inspect(kept.table).column_attrs
    left_out = MACHINERY | set(kept.secret)
    return {each.columns[0].name: plain(getattr(row, each.key)) for each in columns if each.key not in left_out}


def _number(work: UnitOfWork, named: Named, ids: Collection[UUID]) -> int:
    statement = select(func.count()).select_from(named.table).where(named.condition(ids))
    return work.session.scalar(statement) or 0


def plain(value: Any) -> Any:
    """A column's value as JSON."""
    match value:
        case UUID() | Decimal():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case list() | tuple():
            return [plain(each) for each in value]
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
    return value


def show(value: Any, words: Mapping[str, str]) -> str:
    """A value as people read it; empty for what there is not."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case dt.datetime():
            return formats.show_date_time(value)
        case dt.date():
            return formats.show_date(value)
        case dt.time():
            return formats.show_time(value)
        case int() | float() | Decimal():
            return formats.show_number(value)
        case dict() if "fi" in value:
            return str(value.get(language()) or value["fi"])
        case dict():
            return "; ".join(f"{_word(key, words)}: {show(each, words)}" for key, each in value.items() if each)
        case list() | tuple():
            return ", ".join(filter(None, (show(each, words) for each in value)))
    return _word(str(value), words)


def _word(code: str, words: Mapping[str, str]) -> str:
    return _(words[code]) if code in words else code
