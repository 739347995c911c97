"""The pipeline: a filled outbox through relay, confirms, queue, gate and a real projection, against plain nameko.

The project's side is registration's relay and reporting's projection of groups, as `vertais run` runs them. The
peer's side does the same versioned upsert in nameko's own idiom. Either side has one queue: those of the other
services, which nobody reads here, are deleted. Rates are taken between the first and the last tenth, runs alternate,
and every run ends by checking that each record is there once, in its newest version.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import psycopg2
import pytest
from psycopg2.extras import execute_values

from shared.bus.connection import Link
from shared.bus.envelope import outbox_row
from shared.cli.stack import Stack
from shared.contracts import event_type
from shared.contracts.export import example
from shared.contracts.registration import GroupV1
from shared.plugins import manifest
from shared.settings import Settings
from shared.work import Runtime
from tests.bench.report import store

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]
PEERS = Path(__file__).parent / "peers"
VERTAIS = [sys.executable, "-m", "shared.cli.main"]
RUNS = 3
EVENTS, PEER_EVENTS = 20_000, 3_000
FIRST, GOAL = 8, 20
LONGEST_RUN = 120
FIRST_VERSION = 1_790_000_000_000_000  # microseconds, as the kit numbers versions
TYPE = event_type("vertaisverkko.registration.group_confirmed.v1")


@dataclass
class Side:
    """One way of doing the work: its programs, its tables, how many events."""

    events: int
    settings: Settings
    outbox: str
    projection: str
    table: str
    programs: Callable[[], list[tuple[list[str], dict[str, str]]]]
    purge: Callable[[], None]


def test_the_pipeline_beats_plain_nameko_eightfold() -> None:
    with Stack(instance=f"test-bench-{os.getpid()}", synced=True) as stack:
        subprocess.run([*VERTAIS, "setup"], env=os.environ | stack.env_for(), check=True, stdout=subprocess.DEVNULL)
        sides = {"vertaisverkko": ours(stack), "plain nameko": peer(stack)}
        rates: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(RUNS):
            for name, side in sides.items():
                rates[name].append(rate(side))
                print(f"{name}: {rates[name][-1]:,.0f} events/s", flush=True)
    medians = {name: statistics.median(found) for name, found in rates.items()}
    ratio = medians["vertaisverkko"] / medians["plain nameko"]
    rows = [
        (name, f"{medians[name]:,.0f} events/s", ", ".join(f"{each:,.0f}" for each in rates[name])) for name in rates
    ]
    store("pipeline", rows, ratio, FIRST, GOAL)
    assert ratio >= FIRST


def rate(side: Side) -> float:
    """Events a second between a tenth and nine tenths of the events."""
    fill(side)
    deadline = time.monotonic() + LONGEST_RUN
    with programs(side), closing(psycopg2.connect(side.projection)) as connection:
        connection.autocommit = True
        low, high, _ = (reached(connection, side, side.events * tenths // 10, deadline) for tenths in (1, 9, 10))
        check(connection, side)
    return 0.8 * side.events / (high - low)


def fill(side: Side) -> None:
    side.purge()
    with closing(psycopg2.connect(side.outbox)) as outbox, closing(psycopg2.connect(side.projection)) as projection:
        with outbox, outbox.cursor() as cursor:
            cursor.execute("TRUNCATE outbox")
            columns = "event_id, exchange, routing_key, cc, body"
            execute_values(cursor, f"INSERT INTO outbox ({columns}) VALUES %s", list(events(side)), page_size=1000)
        with projection, projection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {side.table}")


def events(side: Side) -> Iterator[tuple[str, str, str, list[str], bytes]]:
    """Outbox rows of as many groups, as registration would have written them."""
    data = example(GroupV1)
    runtime = Runtime.build(manifest("registration"), side.settings)
    with runtime.work() as work:
        row = outbox_row(work, TYPE, 1, data, {"opelix"}, None)
    envelope = orjson.loads(row["body"])
    for version in range(FIRST_VERSION, FIRST_VERSION + side.events):
        event_id, group_id = str(uuid4()), str(uuid4())
        envelope |= {"id": event_id, "subject": group_id, "version": version, "data": data | {"id": group_id}}
        yield event_id, row["exchange"], row["routing_key"], row["cc"], orjson.dumps(envelope)


@contextmanager
def programs(side: Side) -> Iterator[None]:
    started: list[subprocess.Popen[str]] = []
    try:
        for command, environment in side.programs():
            process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
            started.append(process)
            assert process.stdout is not None
            while "ready" not in (line := process.stdout.readline()) and "started" not in line:
                assert process.poll() is None
        yield
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def reached(connection: object, side: Side, wanted: int, deadline: float) -> float:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        while time.monotonic() < deadline:
            cursor.execute(f"SELECT count(*) FROM {side.table}")
            if cursor.fetchone()[0] >= wanted:
                return time.monotonic()
            time.sleep(0.05)
    raise AssertionError(f"{wanted} of {side.events} never came")


def check(connection: object, side: Side) -> None:
    """Nothing lost, nothing twice, nothing else."""
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"SELECT count(*), count(DISTINCT version), min(version), max(version) FROM {side.table}")
        last = FIRST_VERSION + side.events - 1
        assert cursor.fetchone() == (side.events, side.events, FIRST_VERSION, last)


def ours(stack: Stack) -> Side:
    def commands() -> list[tuple[list[str], dict[str, str]]]:
        return [([*VERTAIS, "run", name, "events"], at_free_port(stack)) for name in ("reporting", "registration")]

    with opened(stack) as channel:
        for name in ("scheduling", "shadowing", "notifications"):
            channel.queue_delete(f"hub.{name}")
    outbox, projection = dsn(stack, "registration"), dsn(stack, "reporting")
    emptied = partial(purge, stack, "hub.reporting")
    return Side(EVENTS, settings(stack), outbox, projection, "known_groups", commands, emptied)


def settings(stack: Stack) -> Settings:
    """Read without touching this process's own environment, which the stack would take for an outer stack's."""
    return Settings.read(stack.env_for())


@contextmanager
def opened(stack: Stack) -> Iterator[Any]:
    link = Link(stack.amqp_admin_uri)
    try:
        yield link.channel
    finally:
        link.drop()


def purge(stack: Stack, queue: str) -> None:
    """What the stop of an earlier run left to be delivered again belongs to that run."""
    with opened(stack) as channel:
        channel.queue_purge(queue)


def at_free_port(stack: Stack) -> dict[str, str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return stack.env_for() | {"VERTAIS_HTTP_ADDRESS": "{}:{}".format(*found.getsockname())}


def peer(stack: Stack) -> Side:
    where = dsn(stack, "postgres")
    with closing(psycopg2.connect(where)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE outbox (id bigserial PRIMARY KEY, event_id uuid, exchange text,"
            " routing_key text, cc text[], body bytea);"
            "CREATE TABLE groups (id uuid PRIMARY KEY, organisation text, version bigint, data jsonb)"
        )
    uri = stack.amqp_admin_uri.replace("pyamqp://", "amqp://")
    arguments = [uri, where]
    return Side(
        PEER_EVENTS,
        settings(stack),
        where,
        where,
        "groups",
        lambda: [([sys.executable, str(PEERS / f"nameko_{each}.py"), *arguments], {}) for each in ("reader", "relay")],
        lambda: None,
    )


def dsn(stack: Stack, name: str) -> str:
    database = name if name == "postgres" else f"vertais_{name}"
    return stack.database_url.replace("postgresql+psycopg2", "postgresql").rsplit("/", 1)[0] + f"/{database}"
