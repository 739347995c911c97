"""Rows of projections: locked, compared and written for a whole batch in a few statements.

Of two consumers that meet the same record, one waits for the other and then sees what it wrote. Tombstones of
records that were never seen alive are kept in the kit's table, so that nothing that comes late revives them.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert

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


def lock(work: UnitOfWork, table: Any, events: dict[UUID, Event]) -> Stored:
    """Every record as it is stored, locked until the unit ends; what is new is written at once."""
    found = _locked(work, table, sorted(events))
    missing = {each: events[each] for each in sorted(events) if each not in found}
    if not missing:
        return found
    _order_with_tombstones(work, any(event.gone for event in missing.values()))
    found |= _locked(work, table, list(missing))
    gone = _gone_before(work, missing)
    born = {key: event for key, event in missing.items() if key not in found | gone and not event.gone}
    made = _make(work, table, list(born.values())) if born else {}
    if others := [key for key in born if key not in made]:
        found |= _locked(work, table, others)
    unborn = {key: NEVER_SEEN for key, event in missing.items() if event.gone}
    return unborn | found | made | gone


def _make(work: UnitOfWork, table: Any, events: list[Event]) -> Stored:
    """Make rows; those that another consumer has made meanwhile are left out, after it has committed."""
    columns = table.__table__.c
    statement = insert(table.__table__).on_conflict_do_nothing().returning(columns.id)
    rows = [_row(table, event) for event in events]
    return dict.fromkeys(work.session.connection().scalars(statement, rows), JUST_MADE)


def _locked(work: UnitOfWork, table: Any, ids: list[UUID]) -> Stored:
    columns = table.__table__.c
    statement = select(columns.id, columns.version, columns.gone).where(columns.id == func.any(ids))
    rows = work.session.connection().execute(statement.order_by(columns.id).with_for_update())
    return {row.id: Row(row.version, row.gone) for row in rows}


def _order_with_tombstones(work: UnitOfWork, burying: bool) -> None:
    """Making rows and burying what has none exclude each other."""
    shared = "" if burying else "_shared"
    work.session.connection().execute(sql(f"SELECT pg_advisory_xact_lock{shared}(hashtext('tombstones'))"))


def _gone_before(work: UnitOfWork, events: dict[UUID, Event]) -> Stored:
    contract = next(iter(events.values())).contract
    stones = TombstoneRow.__table__.c
    same = (stones.stream == contract.stream) & (stones.aggregate == contract.aggregate)
    statement = select(stones.id).where(same, stones.major == contract.major, stones.id == func.any(list(events)))
    return dict.fromkeys(work.session.connection().scalars(statement), GONE_BEFORE)


def write(work: UnitOfWork, table: Any, events: Iterable[Event]) -> None:
    """Write newer states and bury what is gone; the rows are locked."""
    alive = [_row(table, each) for each in events if not each.gone]
    if alive:
        statement = insert(table.__table__)
        changed = {name: statement.excluded[name] for name in alive[0] if name != "id"}
        upsert = statement.on_conflict_do_update(index_elements=["id"], set_=changed)
        work.session.connection().execute(upsert, alive)
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
