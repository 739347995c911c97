"""Kills, lost connections, a database that is away, two consumers at once: nothing is lost, nothing done twice."""

import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import amqp
import pytest
import requests
from sqlalchemy import create_engine, make_url
from sqlalchemy import text as sql

from shared.bus.connection import LOST, Link
from shared.contracts.registration import GroupV1
from shared.settings import broker_password
from shared.testing.broker import eventually
from shared.testing.plugin import SECRET
from shared.testing.running import environment
from tests.bus.conftest import QUEUE


def publish_many(broker, events) -> None:
    """All on one channel, without waiting for each; returns when the broker has confirmed them all."""
    own = {"content_type": "application/cloudevents+json", "delivery_mode": 2, "user_id": "hub.registration"}
    unconfirmed = set(range(1, len(events) + 1))
    with broker.channel("hub.registration") as channel:
        channel.confirm_select()
        channel.events["basic_ack"] = {
            lambda tag, multiple: unconfirmed.difference_update(range(1, tag + 1) if multiple else (tag,))
        }
        for each in events:
            key = f"{each.type.name}.v1.{each.organisation}"
            arguments = (0, each.contract.stream, key, False, False)
            channel.send_method(amqp.spec.Basic.Publish, "Bssbb", arguments, amqp.Message(each.body, **own))
        while unconfirmed:
            channel.connection.drain_events(timeout=60)


def assert_each_once(library, events) -> None:
    newest = {each.subject: each.version for each in events}
    assert eventually(lambda: library.groups() == len(newest), 90), (library.groups(), len(newest))
    assert eventually(lambda: library.broker.depth(QUEUE) == 0, 20)
    assert Counter(group for group, _ in library.letters()) == Counter(dict.fromkeys(newest, 1))


def test_a_consumer_killed_in_the_middle_loses_nothing_and_repeats_nothing(on_broker, event):
    """P1, P3: kill -9 again and again while hundreds of events come in."""
    events = [event(GroupV1, "group_confirmed") for _ in range(600)]
    process = on_broker.start()
    for start in range(0, 600, 200):
        publish_many(on_broker.broker, events[start : start + 200])
        process.kill()
        process = on_broker.start(wait=False)
    assert_each_once(on_broker, events)


def test_two_consumers_at_once_do_everything_once(on_broker, event):
    """P3, P4: every event twice, on two processes that share the queue and the database."""
    on_broker.start()
    on_broker.start()
    events = [event(GroupV1, "group_confirmed") for _ in range(300)]
    publish_many(on_broker.broker, [each for pair in zip(events, reversed(events), strict=True) for each in pair])
    assert_each_once(on_broker, events)


def test_a_lost_connection_is_replaced(on_broker, event):
    on_broker.start()
    assert eventually(lambda: close_connections(on_broker.broker) > 0, 15)
    confirmed = event(GroupV1, "group_confirmed")
    on_broker.broker.publish(confirmed)
    assert on_broker.has(confirmed.subject, 15)


def close_connections(broker) -> int:
    found = [each for each in broker.api.call("GET", "connections") if each.get("user") == QUEUE]
    for each in found:
        broker.api.call("DELETE", "connections", each["name"], missing_ok=True)
    return len(found)


def test_while_the_database_is_away_nothing_is_acknowledged_and_all_is_done_afterwards(on_broker, event):
    """P13: the consumer pauses, says so, and recovers within 15 seconds."""
    process = on_broker.start()
    address = make_url(on_broker.runtime.database.url)
    server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    on_broker.runtime.database.dispose()
    with server.connect() as connection:
        connection.execute(sql(f'ALTER DATABASE "{address.database}" ALLOW_CONNECTIONS false'))
        connection.execute(
            sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": address.database},
        )
    events = [event(GroupV1, "group_confirmed") for _ in range(20)]
    publish_many(on_broker.broker, events)
    try:
        assert eventually(lambda: requests.get(f"{process.url}/readyz", timeout=5).status_code == 503)
        assert process.process.poll() is None
    finally:
        with server.connect() as connection:
            connection.execute(sql(f'ALTER DATABASE "{address.database}" ALLOW_CONNECTIONS true'))
        server.dispose()
    start = time.monotonic()
    assert_each_once(on_broker, events)
    assert time.monotonic() - start < 16
    assert on_broker.failed() == []


def test_a_link_that_the_broker_closed_is_dropped_and_never_connected_again(on_broker):
    """P11: py-amqp connects anew when it is merely asked for a lost connection's socket; that once ended a process."""
    link = Link(on_broker.broker.admin_uri)
    immediate = (0, "", "nobody", False, True)  # which RabbitMQ answers by closing the connection
    link.channel.send_method(amqp.spec.Basic.Publish, "Bssbb", immediate, amqp.Message(b""))
    with pytest.raises(LOST):
        link.drain(10)
    link.drop()
    with pytest.raises(ConnectionAbortedError):
        link.drain(1)
    assert not link.amqp.connected


def test_a_stop_under_load_is_orderly_and_short(on_broker, event):
    """P14."""
    process = on_broker.start()
    events = [event(GroupV1, "group_confirmed") for _ in range(500)]
    publish_many(on_broker.broker, events)
    start = time.monotonic()
    assert process.stop() == 0
    assert time.monotonic() - start < 20
    on_broker.start()
    assert_each_once(on_broker, events)


def test_a_timer_and_an_event_that_waits_are_dealt_with_by_the_events_process(on_broker, clock):
    clock.set(datetime(2013, 8, 20, tzinfo=UTC))
    key = uuid4()
    on_broker.start()
    with on_broker.runtime.work() as work:
        work.set_timer("ring", key, datetime(2013, 8, 21, tzinfo=UTC))
    clock.set(datetime(2013, 8, 21, 0, 1, tzinfo=UTC))
    assert eventually(lambda: on_broker.letters() == [(key, 1)])


def drop_user(library) -> None:
    library.broker.api.call("PUT", "users", QUEUE, body={"password": "another", "tags": ""})


def drop_queue(library) -> None:
    library.broker.api.call("DELETE", "queues", library.broker.api.vhost, QUEUE)


def drop_exchange(library) -> None:
    library.broker.api.call("DELETE", "exchanges", library.broker.api.vhost, "reporting.events")


def drop_marks(library) -> None:
    for each in library.broker.api.call("GET", "exchanges", library.broker.api.vhost):
        if each["name"].startswith("provisioned."):
            library.broker.api.call("DELETE", "exchanges", library.broker.api.vhost, each["name"])


def undo_migrations(library) -> None:
    with library.runtime.sessions.begin() as session:
        session.execute(sql("UPDATE service_version SET version_num = 'older'"))
        session.execute(sql("DELETE FROM service_version"))


def drop_tables(library) -> None:
    with library.runtime.sessions.begin() as session:
        session.execute(sql("DROP TABLE kit_version"))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (drop_user, "refuses the user hub.reporting"),
        (drop_queue, "lacks queue hub.reporting"),
        (drop_exchange, "lacks exchange reporting.events"),
        (drop_marks, "lacks the bindings of hub.reporting for this version"),
        (undo_migrations, "Migrations of reporting have not been run"),
        (drop_tables, "Migrations of kit have not been run"),
    ],
)
def test_what_is_wrong_at_the_start_is_said_and_ends_the_process(on_broker, spoil, message):
    """P15: within 30 seconds, with an exit code."""
    spoil(on_broker)
    try:
        process = on_broker.start(wait=False)
        assert process.process.wait(30) == 1
        assert message in process.log.read_text()
    finally:
        restored = {"password": broker_password(SECRET, QUEUE), "tags": ""}
        on_broker.broker.api.call("PUT", "users", QUEUE, body=restored)


def test_the_database_driver_does_not_block_the_process(on_broker):
    """H40: other work goes on while a statement runs."""
    program = (
        "import sys; from shared.cli.main import patch; patch(); "
        "from shared.database.preflight import assert_driver_yields; assert_driver_yields(sys.argv[1])"
    )
    address = make_url(on_broker.runtime.database.url).render_as_string(hide_password=False)
    command = [sys.executable, "-c", program, address]
    done = subprocess.run(command, env=environment(on_broker.runtime.settings), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
