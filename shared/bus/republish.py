"""Republishing: current states and tombstones again, for late joiners, lost databases and dropped queues.

In small portions behind live events: the next portion waits until the outbox is nearly empty. Nothing happens
twice because of it: a state that is not newer changes nothing, and occasions are acted on once.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import func, or_, select

from shared.contracts import Aggregate, contracts
from shared.contracts.people import PersonV1
from shared.database.kit import OutboxRow, TombstoneRow
from shared.database.mixins import Published
from shared.people.tables import AccountUse, ErasureAnswer, Introduction, Person
from shared.work import Runtime

PORTION = 200


def republish(
    runtime: Runtime,
    organisation: str | None = None,
    queue: str | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Put everything that this service has published into the outbox again; how many events."""
    wanted = _reach(runtime, organisation, queue)
    sent = sum(_states(runtime, table, wanted, queue, pause) for table in published_tables(runtime))
    return sent + _tombstones(runtime, wanted, queue, pause)


def published_tables(runtime: Runtime) -> list[Any]:
    """The tables of a service's own published records."""
    manifest = runtime.manifest
    base = manifest.load("tables").Base
    found = [each.class_ for each in base.registry.mappers if issubclass(each.class_, Published)]
    kit = [Person] if PersonV1 in manifest.publishes else [AccountUse, ErasureAnswer, Introduction]
    return sorted(found, key=lambda each: each.__tablename__) + kit


def _reach(runtime: Runtime, organisation: str | None, queue: str | None) -> list[str] | None:
    """Organisations whose records are meant; None: all."""
    if organisation:
        return [organisation]
    observed = runtime.network.observed_by(queue.split(".")[0]) if queue else None
    return None if observed is None else list(observed)


def _states(runtime: Runtime, table: Any, wanted: list[str] | None, queue: str | None, pause: Any) -> int:
    sent, last = 0, None
    while True:
        _wait_for_outbox(runtime, pause)
        with runtime.work() as work:
            statement = select(table).where(table.version > 0).order_by(table.id).limit(PORTION)
            if last is not None:
                statement = statement.where(table.id > last)
            portion = list(work.session.scalars(_meant(statement, table, wanted)))
            for record in portion:
                work.republish(record, queue)
        if not portion:
            return sent
        sent, last = sent + len(portion), portion[-1].id


def _tombstones(runtime: Runtime, wanted: list[str] | None, queue: str | None, pause: Any) -> int:
    own = {(each.stream, each.aggregate, each.major): each for each in _own_contracts(runtime)}
    with runtime.sessions() as session:
        sent = select(TombstoneRow).where(TombstoneRow.version > 0)  # others were never published here
        statement = _meant(sent, TombstoneRow, wanted)
        stones = [each for each in session.scalars(statement) if (each.stream, each.aggregate, each.major) in own]
    for portion in _portions(stones):
        _wait_for_outbox(runtime, pause)
        with runtime.work() as work:
            for stone in portion:
                work.repeat_tombstone(own[(stone.stream, stone.aggregate, stone.major)], stone, queue)
    return len(stones)


def _own_contracts(runtime: Runtime) -> Iterator[type[Aggregate]]:
    tables = published_tables(runtime)
    return (each for each in contracts() if any(table.contract is each for table in tables))


def _meant(statement: Any, table: Any, wanted: list[str] | None) -> Any:
    if wanted is None:
        return statement
    return statement.where(or_(table.organisation.in_(wanted), table.concerns.overlap(wanted)))


def _portions(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + PORTION] for start in range(0, len(rows), PORTION))


def _wait_for_outbox(runtime: Runtime, pause: Callable[[float], None]) -> None:
    while True:
        with runtime.sessions() as session:
            waiting = session.scalar(select(func.count()).select_from(OutboxRow).where(OutboxRow.held_until.is_(None)))
        if (waiting or 0) <= PORTION:
            return
        pause(0.2)
