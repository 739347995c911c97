"""The events half of a service: declare `name`, `subscriptions` and `timers`, nothing else.

    class Events(EventService):
        name = "scheduling"
        subscriptions = subscriptions
        timers = timers

Runs the consumer, the relay of the outbox, timers, retries and the night's retention. Where it is alone in its process
it answers /livez, /readyz and /metrics too.
"""

import threading
from typing import Any, ClassVar

import eventlet
import structlog
from nameko.extensions import DependencyProvider

from shared.bus import metrics
from shared.bus.consumer import Consumer, consume
from shared.bus.failures import retry_due, wake_unknown
from shared.bus.gate import Delivery, Gate
from shared.bus.health import serve_health
from shared.bus.process import receive
from shared.bus.relay import Relay
from shared.bus.subscriptions import Subscriptions, Timers
from shared.bus.timers import run_due
from shared.privacy.retention import run_tonight
from shared.settings import broker_user
from shared.work import Runtime

POLL = 1.0
NIGHT = 60.0  # how often it is asked whether the night's run is due
RELAYS = 2  # one claims while the broker confirms the other's batch; the second connects only under load
log = structlog.get_logger("shared.bus.service")


class Bus(DependencyProvider):
    """Relay, timers, retries and health of an events process."""

    def setup(self) -> None:
        self.runtime: Runtime = self.container.config["runtime"]
        self.relays = [Relay(self.runtime) for _ in range(RELAYS)]
        settings = self.runtime.settings
        queue = broker_user(settings.deployment, self.runtime.manifest.name)
        walls = not settings.single_user_broker
        self.gate = Gate(self.runtime.network, settings.deployment, queue, walls)
        self.stopping = False
        self.woken, self.ending = threading.Event(), threading.Event()
        if not walls:
            log.warning("single-user mode: AMQP_URI names one user, so there are no walls in the broker")

    def start(self) -> None:
        for each in self.relays:
            self.container.spawn_managed_thread(each.run, identifier="relay")
        self.runtime.after_commit.append(self.woken.set)
        self.container.spawn_managed_thread(self._tick, identifier="timers")
        self.container.spawn_managed_thread(self._nights, identifier="retention")
        if self.container.config.get("part") == "events":
            address = self.runtime.settings.http_address
            self.container.spawn_managed_thread(lambda: serve_health(address, self.faults), identifier="health")

    def stop(self) -> None:
        self.stopping = True
        self.woken.set()
        self.ending.set()
        for each in self.relays:
            each.stop()

    def get_dependency(self, worker_ctx: Any) -> "Bus":
        return self

    def faults(self) -> list[str]:
        """Why this process is not ready; empty when it is."""
        consumers = [each for each in self.container.entrypoints if isinstance(each, Consumer)]
        return [each.fault for each in consumers if each.fault]

    def _tick(self) -> None:
        service, pause = self.container.service_cls, POLL
        first = True
        while not self.stopping:
            try:
                if first:
                    wake_unknown(self.runtime)
                first = False
                metrics.TIMERS.inc(run_due(self.runtime, service.timers))
                retry_due(self.runtime, service.subscriptions)
                metrics.save(self.runtime)
                pause = POLL
            except Exception as error:
                pause = min(15.0, pause * 2)
                log.error("timers and retries wait", error=type(error).__name__, pause=pause)
            self.woken.wait(pause)
            self.woken.clear()
            eventlet.sleep(0)

    def _nights(self) -> None:
        """Keep nothing longer than its time. Not one of the timers: nobody who sets the clock waits for it."""
        while not self.ending.wait(NIGHT):
            try:
                run_tonight(self.runtime)
            except Exception as error:
                log.error("the night's run of retention waits", error=type(error).__name__)


class EventService:
    """Base of every service's `Events`."""

    name: ClassVar[str]
    subscriptions: ClassVar[Subscriptions]
    timers: ClassVar[Timers]
    bus = Bus()

    @consume
    def receive(self, deliveries: list[Delivery]) -> None:
        """Every batch off the queue."""
        receive(self.bus.runtime, self.subscriptions, self.bus.gate, deliveries)
