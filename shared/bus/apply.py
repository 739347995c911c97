"""Applying events: the newest state of every record, then what follows from it, in one unit of work.

Idempotent and order-free by construction: only a newer version changes a row, an effect runs for the occasions
that are newer than the stored state, and a tombstone is final.
"""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from shared.bus.envelope import Event
from shared.bus.rows import IDS, among, lock, write
from shared.bus.subscriptions import Occasion, Subscriptions
from shared.contracts import Aggregate
from shared.contracts.people import ErasureV1, PersonV1
from shared.database.kit import BusState, FailedEvent
from shared.people.tables import Introduction
from shared.privacy.erasure import forget_as_told
from shared.work import UnitOfWork

KEPT = FailedEvent.__table__
WAITING = (KEPT.c.verdict == "waiting") & (KEPT.c.waits_for_id == func.any(IDS))
WAKE = update(KEPT).where(WAITING).values(next_at=func.now())


def apply(work: UnitOfWork, subscriptions: Subscriptions, events: Iterable[Event]) -> None:
    """Apply events of any kinds, in any order. Raises what an effect raises; then nothing was applied."""
    newest = _newest(subscriptions, events)
    applied = {contract: _project(work, subscriptions, contract, newest[contract]) for contract in _ordered(newest)}
    for contract, before in applied.items():
        follow = [newest[contract][each] for each in before]
        _follow(work, subscriptions, contract, follow, before)
    _wake_waiting(work, applied)


def _ordered(newest: dict[type[Aggregate], Any]) -> list[type[Aggregate]]:
    """Cards first: what is derived from others may need a name."""
    return sorted(newest, key=lambda each: (each is not PersonV1, each.__name__))


def _newest(subscriptions: Subscriptions, events: Iterable[Event]) -> dict[type[Aggregate], dict[UUID, Event]]:
    """Per contract and record the event that wins: a tombstone, else the newest version."""
    newest: dict[type[Aggregate], dict[UUID, Event]] = {}
    for event in events:
        if subscriptions.table(event.contract) is None:
            continue
        records = newest.setdefault(event.contract, {})
        known = records.get(event.subject)
        if known is None or (event.gone, event.version) > (known.gone, known.version):
            records[event.subject] = event
    return newest


def _project(
    work: UnitOfWork, subscriptions: Subscriptions, contract: type[Aggregate], events: dict[UUID, Event]
) -> dict[UUID, int]:
    """Write the newer states, in id order; the versions that were stored before, of the records that changed."""
    table = subscriptions.table(contract)
    stored = lock(work, table, events)
    fresh = {}
    for record_id in sorted(events, key=attrgetter("int")):
        event, before = events[record_id], stored[record_id]
        if not before.gone and (event.gone or event.version > before.version):
            fresh[record_id] = before.version
    write(work, table, [events[each] for each in fresh if not stored[each].written])
    return fresh


def _follow(
    work: UnitOfWork,
    subscriptions: Subscriptions,
    contract: type[Aggregate],
    events: list[Event],
    before: dict[UUID, int],
) -> None:
    """Run read models and effects of the rows that changed."""
    if contract is PersonV1 and before:
        work.session.execute(delete(Introduction).where(Introduction.id.in_(before)))
    if contract is ErasureV1:
        for each in events:
            work.correlation, work.causation = each.correlation or str(each.id), str(each.id)
            forget_as_told(work, each)
    derived, effects = subscriptions.derived.get(contract, ()), subscriptions.effects.get(contract, ())
    if not before or not (derived or effects):
        return
    records = _records(work, subscriptions.table(contract), list(before))
    for event in sorted((each for each in events if each.subject in records), key=attrgetter("version")):
        work.correlation, work.causation = event.correlation or str(event.id), str(event.id)
        for function in derived:
            function(work, records[event.subject])
        for occasion in _occasions(work, event, before[event.subject]):
            for name, function in effects:
                if name == occasion.name:
                    function(work, records[event.subject], occasion)


def _records(work: UnitOfWork, table: Any, ids: list[UUID]) -> dict[UUID, Any]:
    statement = select(table).where(table.id.in_(ids)).execution_options(populate_existing=True)
    return {each.id: each for each in work.session.scalars(statement)}


def _occasions(work: UnitOfWork, event: Event, stored_version: int) -> list[Occasion]:
    """What happened since the stored state and is this deployment's to act on, oldest first."""
    if event.gone:
        found = [Occasion(event.type.name, event.version, event.time)]
    else:
        found = [
            Occasion(name, each["version"], datetime.fromisoformat(each["at"]))
            for name, each in event.data["occasions"].items()
        ]
    oldest = max(stored_version, active_since(work)) if not event.gone else 0
    new = [each for each in found if each.version > oldest and work.acts_for(event.organisation, each.at)]
    return sorted(new, key=attrgetter("version"))


def active_since(work: UnitOfWork) -> int:
    """The version after which occasions are acted on: when this database was made."""
    known = work.runtime.facts.get("active_since")
    if known is None:
        known = work.session.scalar(select(BusState.value).where(BusState.name == "active_since")) or 0
        work.runtime.facts["active_since"] = known
    return known


def _wake_waiting(work: UnitOfWork, applied: dict[type[Aggregate], dict[UUID, int]]) -> None:
    """Events that waited for what has just arrived are tried again at once."""
    arrived = [record_id for before in applied.values() for record_id in before]
    if not arrived:
        return
    woken = work.session.connection().execute(WAKE, {"ids": among(arrived)})
    if woken.rowcount:
        work.session.info["wake"] = True
