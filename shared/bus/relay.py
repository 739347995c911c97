"""The relay: takes committed events out of the outbox to the broker.

Guaranteed: an event leaves the outbox only after the broker has confirmed it, so that a kill at any moment repeats
events and loses none; several relays may work at once; a frozen broker is noticed within 5 seconds. An event that
nobody is bound to is counted and dropped, unless a manifest says that somebody should be: then it is kept.
"""

import threading
from datetime import timedelta
from operator import attrgetter
from typing import Any

import structlog
from amqp import Message, spec
from sqlalchemy import delete, func, or_, select

from shared.bus import metrics
from shared.bus.connection import LOST, Link
from shared.bus.envelope import CONTENT_TYPE
from shared.bus.topology import expected_readers
from shared.clock import real_now
from shared.contracts import contracts, event_types_of
from shared.database.engine import engine
from shared.database.kit import OutboxRow
from shared.plugins import manifests
from shared.settings import broker_user
from shared.work import Runtime

BATCH = 500
PATIENCE = 5
POLL = 1.0
log = structlog.get_logger("shared.bus.relay")
TABLE = OutboxRow.__table__
RIPE = or_(TABLE.c.held_until.is_(None), TABLE.c.held_until <= func.now())
FIRST = select(TABLE.c.id).where(RIPE).order_by(TABLE.c.id).limit(BATCH).with_for_update(skip_locked=True)
CLAIM = delete(TABLE).where(TABLE.c.id.in_(FIRST.scalar_subquery())).returning(*TABLE.c)


class NotConfirmed(Exception):
    """The broker did not take a batch."""


class Relay:
    """One per process; `run` it in a thread of its own."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.link: Link | None = None
        self.stopping = False
        self.woken = threading.Event()
        name = runtime.manifest.name
        self.user = None if runtime.settings.single_user_broker else broker_user(runtime.settings.deployment, name)
        self.database = engine(runtime.settings.database_url(name), f"{name}.relay", size=1)

    def run(self) -> None:
        """Until `stop`: relay when woken, and every second what others left."""
        self.runtime.after_commit.append(self.woken.set)
        failures = 0
        while not self.stopping:
            try:
                while not self.stopping and self.relay_once():
                    pass
                failures = 0
            except Exception as error:
                failures += 1
                self.disconnect()
                log.warning("relay failed", error=type(error).__name__, failures=failures)
            self.woken.wait(POLL if failures == 0 else min(15.0, 0.5 * 2 ** min(failures, 6)))
            self.woken.clear()
        self.disconnect()

    def stop(self) -> None:
        self.stopping = True
        self.woken.set()

    def disconnect(self) -> None:
        if self.link:
            self.link.drop()
        self.link = None
        metrics.CONNECTED.labels("relay").set(0)

    def relay_once(self) -> int:
        """Relay one batch; how many events left the outbox. Raises when the broker does not take them."""
        with self.database.begin() as connection:
            rows = sorted(connection.execute(CLAIM), key=attrgetter("id"))
            if not rows:
                self._keep_alive()
                return 0
            returned = self._publish(rows)
            held = [row for row in rows if str(row.event_id) in returned and self._should_be_read(row)]
            if held:
                connection.execute(TABLE.insert(), [_held(row) for row in held])
        self._count(len(rows), len(returned), held)
        return len(rows)

    def _keep_alive(self) -> None:
        if self.link:
            with self.link.bounded(PATIENCE):
                self.link.drain(0.001)
                self.link.beat()

    def _publish(self, rows: list[Any]) -> set[str]:
        """Publish all, wait until all are confirmed; the ids of those that reached no queue."""
        link = self.link = self.link or self._connect()
        with link.bounded(PATIENCE):
            batch = Batch(link)
            with link.gathered():
                for row in rows:
                    batch.publish(row, self.user)
            try:
                while batch.open and not batch.refused:
                    link.amqp.drain_events(timeout=PATIENCE)
            except LOST as error:
                raise NotConfirmed(type(error).__name__) from error
        if batch.refused:
            raise NotConfirmed("nack")
        return batch.returned

    def _connect(self) -> Link:
        link = Link(self.runtime.settings.amqp_uri(self.runtime.manifest.name))
        link.channel.confirm_select()
        metrics.CONNECTED.labels("relay").set(1)
        return link

    def _should_be_read(self, row: Any) -> bool:
        name = row.routing_key.split(".")[0]
        for contract in contracts():
            if contract.stream == row.exchange and any(each.name == name for each in event_types_of(contract)):
                return bool(expected_readers(self.runtime.network, manifests(), contract))
        return False

    def _count(self, relayed: int, returned: int, held: list[Any]) -> None:
        metrics.PUBLISHED.inc(relayed - returned)
        metrics.count("published", relayed - len(held))
        metrics.UNROUTED.inc(returned - len(held))
        metrics.HELD.inc(len(held))
        for row in held:
            log.error(
                "nobody is bound to an event that should be read", key=row.routing_key, event_id=str(row.event_id)
            )


class Batch:
    """Events that were published on a channel and are not confirmed yet."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.first = link.published + 1
        self.open: set[int] = set()
        self.refused = False
        self.returned: set[str] = set()
        channel = link.channel
        channel.events["basic_ack"] = {self._confirmed}
        channel.events["basic_nack"] = {self._refused}
        channel.events["basic_return"] = {self._returned}

    def publish(self, row: Any, user: str | None) -> None:
        headers = {"CC": row.cc} if row.cc else {}
        who = {"user_id": user} if user else {}
        message = Message(
            row.body,
            content_type=CONTENT_TYPE,
            delivery_mode=2,
            message_id=str(row.event_id),
            application_headers=headers,
            **who,
        )
        arguments = (0, row.exchange, row.routing_key, True, False)
        self.link.channel.send_method(spec.Basic.Publish, "Bssbb", arguments, message)
        self.link.published += 1
        self.open.add(self.link.published)

    def _confirmed(self, tag: int, multiple: bool) -> None:
        self.open.difference_update(range(self.first, tag + 1) if multiple else (tag,))
        self.first = tag + 1 if multiple else self.first

    def _refused(self, *found: Any) -> None:
        self.refused = True

    def _returned(self, error: Any, exchange: str, key: str, message: Any) -> None:
        self.returned.add(message.properties["message_id"])


def _held(row: Any) -> dict[str, Any]:
    attempts = row.attempts + 1
    pause = timedelta(seconds=min(3600, 5 * 2 ** min(attempts, 10)))
    return {**row._mapping, "attempts": attempts, "held_until": real_now() + pause}
