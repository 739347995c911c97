"""Rows of projections: locked, compared and written for a whole batch in a few statements.

Of two consumers that meet the same record, one waits for the other and then sees what it wrote. Tombstones of
records that were never seen alive are kept in the kit's table, so that nothing that comes late revives them.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, bindparam, cast, column, func, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert

from shared.bus.envelope import Event
from shared.database.kit import TombstoneRow
from shared.work import UnitOfWork


class Row(NamedTuple):
    """A record as it was before the batch; `written` when its row has just been made with the new state."""

    version: int
    gone: bool
    written: bool = False


Stored = dict[UUID, Row]
NEVER_SEEN = Row(0, False)
JUST_MADE = Row(0, False, written=True)
GONE_BEFORE = Row(0, True)
IDS = cast(bindparam("ids", type_=Text), ARRAY(Uuid))


def lock(work: UnitOfWork, table: Any, events: dict[UUID, Event]) -> Stored:
    """Every record as it is stored, locked until the unit ends; what is new is written at once."""
    order = sorted(events, key=attrgetter("int"))
    found = _locked(work, table, order)
    missing = {each: events[each] for each in order if each not in found}
    if not missing:
        return found
    buried = [each for each, event in missing.items() if event.gone]
    _order_with_tombstones(work, bool(buried))
    gone = _gone_before(work, missing)
    born = {each: event for each, event in missing.items() if each not in gone and not event.gone}
    made = _make(work, table, list(born.values())) if born else {}
    if others := [each for each in missing if each not in made and each not in gone]:
        found |= _locked(work, table, others)
    return dict.fromkeys(buried, NEVER_SEEN) | found | made | gone


def _make(work: UnitOfWork, table: Any, events: list[Event]) -> Stored:
    """Make rows; those that another consumer has made meanwhile are left out, after it has committed."""
    rows = [_row(table, event) for event in events]
    statement = _making(table.__table__, tuple(rows[0]))
    return dict.fromkeys(work.session.connection().scalars(statement, {"rows": rows}), JUST_MADE)


@cache
def _making(table: Any, names: Sequence[str]) -> Any:
    return _from_rows(table, names).on_conflict_do_nothing().returning(table.c.id)


@cache
def _writing(table: Any, names: Sequence[str]) -> Any:
    statement = _from_rows(table, names)
    changed = {name: statement.excluded[name] for name in names if name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changed)


def _from_rows(table: Any, names: Sequence[str]) -> Insert:
    """All rows travel as one JSON value: one parameter and one statement, however many they are."""
    typed = [column(name, table.c[name].type) for name in names]
    fresh = func.jsonb_to_recordset(bindparam("rows", type_=JSONB)).table_valued(*typed, name="fresh")
    return insert(table).from_select(names, select(*fresh.render_derived(with_types=True).c))


def _locked(work: UnitOfWork, table: Any, ids: list[UUID]) -> Stored:
    rows = work.session.connection().execute(_locking(table.__table__), {"ids": among(ids)})
    return {record_id: Row(version, gone) for record_id, version, gone in rows}


@cache
def _locking(table: Any) -> Any:
    columns = table.c
    statement = select(columns.id, columns.version, columns.gone).where(columns.id == func.any(IDS))
    return statement.order_by(columns.id).with_for_update()


def among(ids: Iterable[UUID]) -> str:
    """Ids as the one parameter that `IDS` takes."""
    return "{" + ",".join(map(str, ids)) + "}"


def _order_with_tombstones(work: UnitOfWork, burying: bool) -> None:
    """Making rows and burying what has none exclude each other."""
    shared = "" if burying else "_shared"
    work.session.connection().execute(sql(f"SELECT pg_advisory_xact_lock{shared}(hashtext('tombstones'))"))


def _gone_before(work: UnitOfWork, events: dict[UUID, Event]) -> Stored:
    contract = next(iter(events.values())).contract
    stones = TombstoneRow.__table__.c
    same = (stones.stream == contract.stream) & (stones.aggregate == contract.aggregate)
    statement = select(stones.id).where(same, stones.major == contract.major, stones.id == func.any(IDS))
    return dict.fromkeys(work.session.connection().scalars(statement, {"ids": among(events)}), GONE_BEFORE)


def write(work: UnitOfWork, table: Any, events: Iterable[Event]) -> None:
    """Write newer states and bury what is gone; the rows are locked."""
    alive = [_row(table, each) for each in events if not each.gone]
    if alive:
        work.session.connection().execute(_writing(table.__table__, tuple(alive[0])), {"rows": alive})
    for each in events:
        if each.gone:
            _bury(work, table, each)


def _row(table: Any, event: Event) -> dict[str, Any]:
    data = {"data": event.data} if "data" in table.__table__.c else {}
    own = {"id": event.subject, "organisation": event.organisation, "version": event.version, "gone": False}
    return own | data | dict(table.columns(event.data))


def _bury(work: UnitOfWork, table: Any, event: Event) -> None:
    columns = table.__table__.c
    changed = {"gone": True, "version": func.greatest(columns.version, event.version), **table.blank()}
    work.session.connection().execute(table.__table__.update().where(columns.id == event.subject).values(changed))
    stone = {
        "stream": event.contract.stream,
        "aggregate": event.contract.aggregate,
        "major": event.contract.major,
        "id": event.subject,
        "organisation": event.organisation,
        "version": event.version,
    }
    work.session.connection().execute(insert(TombstoneRow.__table__).values(stone).on_conflict_do_nothing())
