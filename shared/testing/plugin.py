"""Pytest fixtures; see each one's docstring."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import make_url, select

from shared.bus.envelope import Event
from shared.bus.failures import retry_due
from shared.bus.process import process
from shared.bus.subscriptions import NotYet, Subscriptions
from shared.bus.timers import run_due
from shared.clock import real_now
from shared.contracts import event_type
from shared.contracts.people import AccountUseV1
from shared.database.kit import OutboxRow
from shared.database.migrate import create_database, drop_database, upgrade
from shared.network import Network
from shared.plugins import Manifest, manifest, manifests
from shared.settings import Settings
from shared.testing import network as testing_network
from shared.testing.broker import Broker, fresh_vhost
from shared.testing.events import EventFactory
from shared.testing.running import Running, free_address, vertais
from shared.testing.servers import Servers
from shared.testing.servers import servers as found_servers
from shared.work import Runtime

SECRET = "0123456789abcdef" * 4


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and RabbitMQ; each starts when it is first used."""
    with found_servers() as found:
        yield found


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    """The `network.yml` of the test; override it to use another."""
    return testing_network.write(tmp_path)


@pytest.fixture
def network(network_file: Path) -> Network:
    return Network.read(network_file)


@dataclass
class Clock:
    """Domain time of every runtime of the test; runs on from what was set."""

    runtimes: list[Runtime] = field(default_factory=list)
    shown: datetime | None = None

    def set(self, instant: datetime) -> None:
        """Let domain time show `instant` (aware) now."""
        self.shown = instant
        for each in self.runtimes:
            each.set_clock(instant)

    def now(self) -> datetime:
        return self.shown or real_now()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def templates(servers: Servers) -> Iterator[Callable[[Manifest], str]]:
    """Migrated databases to copy from, one per service and session."""
    made: dict[tuple[str, str], str] = {}
    mark = f"template_{os.getpid()}"

    def template(service: Manifest) -> str:
        known = (service.name, service.package)
        if known not in made:
            name = f"{mark}_{service.name}_{uuid4().hex[:6]}"
            url = servers.database_url.replace("{service}", name)
            create_database(url)
            upgrade(url, service)
            made[known] = name
        return made[known]

    yield template
    for each in made.values():
        drop_database(servers.database_url.replace("{service}", each))


@pytest.fixture
def runtime_of(
    servers: Servers, templates: Callable[[Manifest], str], network_file: Path, clock: Clock
) -> Iterator[Callable[..., Runtime]]:
    """`runtime_of("scheduling")`: a runtime with a fresh migrated database and a settable clock."""
    mark = f"test_{uuid4().hex[:8]}"
    made: list[Runtime] = []

    def make(service: str | Manifest, deployment: str = "hub", **settings: Any) -> Runtime:
        known = service if isinstance(service, Manifest) else manifest(service)
        names = f"{mark}_{len(made)}_{{service}}"
        found = settings_for(servers.database_url.replace("{service}", names), network_file, deployment, **settings)
        create_database(found.database_url(known.name), template=templates(known))
        runtime = Runtime.build(known, found, "events")
        made.append(runtime)
        clock.runtimes.append(runtime)
        if clock.shown:
            runtime.set_clock(clock.shown)
        return runtime

    yield make
    for each in made:
        each.database.dispose()
        drop_database(make_url(each.database.url).render_as_string(hide_password=False))


def settings_for(database_url: str, network_file: Path, deployment: str = "hub", **more: Any) -> Settings:
    """Settings of a test's process."""
    values: dict[str, Any] = {
        "deployment": deployment,
        "network_file": network_file,
        "database_url_template": database_url,
        "amqp_uri_template": "pyamqp://{user}:{password}@127.0.0.1:1/none",
        "secret": SECRET,
        "base_url": "http://127.0.0.1:8000",
        "smtp_url": "smtp://127.0.0.1:1",
        "mail_from": "verme@opelix.example",
        "http_address": "127.0.0.1:0",
        "clock": "settable",
        "log": "console",
    }
    return Settings(**(values | more))


@pytest.fixture
def event(clock: Clock) -> EventFactory:
    """`event(GroupV1, "group_confirmed", **fields)`: a valid event from the contract's example."""
    return EventFactory(clock.now)


@pytest.fixture
def deliver() -> Callable[..., None]:
    """`deliver(runtime, *events)`: run the consumer on one batch of events, without a broker.

    What raises NotYet waits, and is tried again when its thing arrives. Any other error is raised.
    """

    def run(runtime: Runtime, *events: Event) -> None:
        subscriptions = subscriptions_of(runtime.manifest)
        for error in process(runtime, subscriptions, events):
            if not isinstance(error, NotYet):
                raise error
        retry_due(runtime, subscriptions)

    return run


@pytest.fixture
def tick() -> Callable[[Runtime], int]:
    """`tick(runtime)`: run the timers that are due by the clock; how many ran."""
    return lambda runtime: run_due(runtime, runtime.manifest.load("subscriptions").timers)


@pytest.fixture
def emitted() -> Callable[[Runtime], list[tuple[str, dict[str, Any]]]]:
    """`emitted(runtime)`: (event name, data) of everything in the outbox, in order; uses of accounts are left out."""
    others = OutboxRow.exchange != AccountUseV1.stream  # any page that somebody opens tells of one

    def read(runtime: Runtime) -> list[tuple[str, dict[str, Any]]]:
        with runtime.sessions() as session:
            rows = session.scalars(select(OutboxRow.body).where(others).order_by(OutboxRow.id))
            bodies = [orjson.loads(each) for each in rows]
        return [(event_type(each["type"]).name, each["data"]) for each in bodies]

    return read


@pytest.fixture
def broker(servers: Servers) -> Iterator[Broker]:
    """A fresh vhost with walls; `broker.provision(network, manifests)` fills it."""
    if servers.broker_admin_url is None:
        pytest.skip("needs the broker's management API: VERTAIS_BROKER_ADMIN_URL")
    with fresh_vhost(servers.broker_admin_url, servers.amqp_uri, SECRET) as found:
        yield found


@pytest.fixture
def running(
    broker: Broker, network: Network, runtime_of: Callable[..., Runtime], tmp_path: Path
) -> Iterator[Callable[..., Running]]:
    """`running("scheduling")`: a real process with a fresh database, on a broker provisioned for all services."""
    made: list[Running] = []

    def start(service: str, part: str | None = None, **settings: Any) -> Running:
        if not made:
            broker.provision(network, manifests())
        addresses = {"amqp_uri_template": broker.uri_template, "http_address": free_address()}
        runtime = runtime_of(service, **(addresses | settings))
        command = vertais("run", service, *([part] if part else []))
        made.append(Running(runtime.settings, command, tmp_path / f"{service}.log"))
        return made[-1].start()

    yield start
    for each in made:
        each.stop()


def subscriptions_of(service: Manifest) -> Subscriptions:
    found: Subscriptions = service.load("subscriptions").subscriptions
    return found
