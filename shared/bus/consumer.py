"""The entrypoint that takes batches off the service's queue.

What is there is taken, up to 250, without waiting for more; one nameko worker and one transaction for each batch,
then one acknowledgement. A connection that is lost, or a broker that is silent for 20 seconds, is replaced; while
the surroundings fail the batch is kept, nothing is acknowledged, and `/readyz` says so.
"""

from collections import deque
from functools import partial
from typing import Any

import eventlet
import structlog
from eventlet.event import Event as Signal
from nameko.extensions import Entrypoint

from shared.bus import metrics
from shared.bus.connection import LOST, Link
from shared.bus.gate import Delivery
from shared.settings import broker_user

PREFETCH = 500
BATCH = 250
SILENCE = 1.0
LONGEST_PAUSE = 15.0
log = structlog.get_logger("shared.bus.consumer")


class Consumer(Entrypoint):
    """`@consume` on a method that takes a list of deliveries and raises only when the surroundings fail."""

    def setup(self) -> None:
        self.stopping = False
        self.link: Link | None = None
        self.fault: str | None = "not connected yet"
        self.waiting: deque[Delivery] = deque()
        self.arrived = Signal()
        self.done = Signal()
        self.closed = Signal()

    def start(self) -> None:
        self.runtime = self.container.config["runtime"]
        settings = self.runtime.settings
        self.queue = broker_user(settings.deployment, self.runtime.manifest.name)
        self.container.spawn_managed_thread(self._read, identifier="consumer.read")
        self.container.spawn_managed_thread(self._work, identifier="consumer.work")

    def stop(self) -> None:
        self.stopping = True
        self._tell()
        with eventlet.Timeout(18, False):
            self.done.wait()
            self.closed.wait()

    def _tell(self) -> None:
        if not self.arrived.ready():
            self.arrived.send()

    def _read(self) -> None:
        pause = 0.5
        while not self.stopping:
            try:
                self._session()
                pause = 0.5
            except Exception as error:
                self.fault = f"broker: {type(error).__name__}"
                log.warning("connection to the broker lost", error=type(error).__name__, pause=pause)
                eventlet.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            finally:
                self._forget_session()
        self.closed.send()

    def _session(self) -> None:
        """One connection, until it is lost or the service stops."""
        link = Link(self.runtime.settings.amqp_uri(self.runtime.manifest.name))
        self.waiting.clear()
        self.link = link
        with link.bounded(10):
            link.channel.basic_qos(0, PREFETCH, False)
            link.channel.basic_consume(self.queue, callback=partial(self._take, link))
        self.fault = None
        metrics.CONNECTED.labels("consumer").set(1)
        while not self.stopping:
            link.drain(SILENCE)
            link.beat()

    def _forget_session(self) -> None:
        metrics.CONNECTED.labels("consumer").set(0)
        link = self.link
        if self.stopping:  # what is being worked on is acknowledged first
            with eventlet.Timeout(15, False):
                self.done.wait()
        self.link = None
        if link:
            link.drop()

    def _take(self, link: Link, message: Any) -> None:
        if link is self.link:
            self.waiting.append(delivery(message))
            self._tell()

    def _work(self) -> None:
        while True:
            if not self.waiting:
                if self.stopping:
                    break
                self.arrived.wait()
                self.arrived = Signal()
                continue
            if self.stopping:
                break
            link = self.link
            batch = [self.waiting.popleft() for _ in range(min(BATCH, len(self.waiting)))]
            self._finish(link, batch)
        self.done.send()

    def _finish(self, link: Link | None, batch: list[Delivery]) -> None:
        """Until the batch is done, or its connection is gone and the broker will deliver it again."""
        pause = 1.0
        while link is self.link and not self.stopping:
            error = self._in_worker(batch)
            if error is None:
                self._acknowledge(link, batch[-1].tag)
                return
            self.fault = f"surroundings: {type(error).__name__}"
            metrics.PAUSED.set(1)
            log.error("the surroundings fail, nothing is taken", error=type(error).__name__, pause=pause)
            eventlet.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def _in_worker(self, batch: list[Delivery]) -> BaseException | None:
        ended = Signal()
        self.container.spawn_worker(self, (batch,), {}, handle_result=partial(self._ended, ended))
        return ended.wait()

    def _ended(self, ended: Signal, worker_ctx: Any, result: Any = None, exc_info: Any = None) -> Any:
        ended.send(exc_info[1] if exc_info else None)
        return result, exc_info

    def _acknowledge(self, link: Link | None, tag: int) -> None:
        metrics.PAUSED.set(0)
        if link is None or link is not self.link:
            return
        self.fault = None
        try:
            link.ack(tag)
        except LOST:  # delivered again, and harmless
            link.drop()


def delivery(message: Any) -> Delivery:
    """What is taken of a message: its headers are dropped, but for CC."""
    properties = message.properties
    headers = properties.get("application_headers")
    cc = headers.get("CC", ()) if isinstance(headers, dict) else ()
    body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
    return Delivery(
        message.delivery_info["delivery_tag"],
        body,
        message.delivery_info["routing_key"],
        properties.get("content_type"),
        properties.get("user_id"),
        tuple(str(each) for each in cc) if isinstance(cc, list | tuple) else ("?",),
    )


consume = Consumer.decorator
