"""The relay: what was committed reaches the broker, whatever happens on the way."""

import threading
import time
from datetime import UTC, datetime
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import func, select, update

from shared.bus.relay import NotConfirmed, Relay
from shared.bus.republish import republish
from shared.contracts.registration import GroupV1
from shared.database.kit import OutboxRow
from shared.testing.broker import eventually
from tests.bus.conftest import QUEUE, SERVICES
from tests.bus.library.tables import Credit

READER = "spy"


@pytest.fixture
def publisher(on_broker):
    """The test service's runtime, and a queue that hears everything that it says."""
    with on_broker.broker.channel() as channel:
        channel.queue_declare(READER, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(READER, "reporting.events", "#")
    return on_broker.runtime


def emit(runtime, number: int = 1) -> list:
    with runtime.work() as work:
        credits = [Credit(organisation="opelix", person_id=uuid4(), days=1) for _ in range(number)]
        for each in credits:
            work.emit("veso_day_earned", each)
    return credits


def waiting(runtime) -> int:
    with runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(OutboxRow))


def heard(broker) -> list:
    found = []
    with broker.channel() as channel:
        while message := channel.basic_get(READER, no_ack=True):
            found.append(message)
    return found


def test_what_was_emitted_is_published_with_its_envelope(on_broker, publisher):
    [credit] = emit(publisher)
    assert Relay(publisher).relay_once() == 1
    [message] = heard(on_broker.broker)
    envelope = orjson.loads(message.body)
    assert message.delivery_info["routing_key"] == "veso_day_earned.v1.opelix"
    assert (message.properties["user_id"], message.properties["delivery_mode"]) == ("hub.reporting", 2)
    assert envelope["source"] == "/hub/reporting"
    assert (envelope["subject"], envelope["version"]) == (str(credit.id), credit.version)
    assert waiting(publisher) == 0


def test_two_relays_at_once_publish_everything_once(on_broker, publisher):
    """SKIP LOCKED: neither waits for the other, nothing is lost or repeated."""
    for _ in range(3):
        emit(publisher, 200)
    relays = [Relay(publisher), Relay(publisher)]

    def work(relay: Relay) -> None:
        while relay.relay_once():
            pass

    threads = [threading.Thread(target=work, args=[each]) for each in relays]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    ids = [message.properties["message_id"] for message in heard(on_broker.broker)]
    assert len(ids) == len(set(ids)) == 600
    assert waiting(publisher) == 0


def test_an_event_that_nobody_is_bound_to_is_dropped(on_broker):
    emit(on_broker.runtime)
    assert Relay(on_broker.runtime).relay_once() == 1
    assert waiting(on_broker.runtime) == 0


def test_an_event_that_somebody_should_read_is_kept_while_nobody_is_bound(on_broker, monkeypatch):
    """P9: a dropped queue is an alarm, not a loss."""
    monkeypatch.setattr("shared.bus.relay.expected_readers", lambda *found: [QUEUE])
    emit(on_broker.runtime)
    relay = Relay(on_broker.runtime)
    relay.relay_once()
    assert waiting(on_broker.runtime) == 1
    assert relay.relay_once() == 0
    with on_broker.broker.channel() as channel:
        channel.queue_declare(READER, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(READER, "reporting.events", "#")
    with on_broker.runtime.sessions.begin() as session:
        session.execute(update(OutboxRow).values(held_until=datetime(2013, 1, 1, tzinfo=UTC)))
    assert relay.relay_once() == 1
    assert len(heard(on_broker.broker)) == 1


def test_nothing_leaves_the_outbox_while_the_broker_is_away(on_broker, publisher):
    """P11: the outbox grows, and drains when the broker is back."""
    emit(publisher, 20)
    lost = Relay(publisher)
    lost.relay_once()
    emit(publisher, 5)
    lost.link.drop()
    with pytest.raises((NotConfirmed, OSError)):
        lost.relay_once()
    assert waiting(publisher) == 5
    lost.disconnect()
    assert lost.relay_once() == 5


def test_a_frozen_broker_is_noticed_within_ten_seconds(on_broker, publisher, servers):
    """P12: no time-out of the libraries bounds it; the watchdog does."""
    if not servers.broker_is_own:
        pytest.skip("the broker runs elsewhere")
    emit(publisher)
    relay = Relay(publisher)
    relay.relay_once()
    emit(publisher)
    with servers.frozen_broker():
        start = time.monotonic()
        with pytest.raises((NotConfirmed, OSError)):
            relay.relay_once()
        assert time.monotonic() - start < 10
    relay.disconnect()
    assert eventually(lambda: relay.relay_once() >= 0 and waiting(publisher) == 0)


def test_a_dropped_queue_is_healed_by_republishing(on_broker, event, network):
    """P5, P6: current states and tombstones come again; nothing is done twice."""
    runtime = on_broker.runtime
    credits = emit(runtime, 3)
    with runtime.work() as work:
        work.bury(work.session.get(Credit, credits[0].id))
    Relay(runtime).relay_once()
    with on_broker.broker.channel() as channel:
        channel.queue_declare(READER, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(READER, "reporting.events", "*.*.*.to.hub.spy")
    assert republish(runtime, queue="hub.spy") == 3
    Relay(runtime).relay_once()
    events = [orjson.loads(each.body) for each in heard(on_broker.broker)]
    assert sorted(each["type"].split(".")[-2] for each in events) == [
        "veso_credit_gone",
        "veso_credit_republished",
        "veso_credit_republished",
    ]
    versions = {each["subject"]: each["version"] for each in events}
    assert versions[str(credits[1].id)] == credits[1].version


def test_provisioning_twice_changes_nothing_and_loses_nothing(on_broker, event, network):
    on_broker.broker.publish(event(GroupV1, "group_confirmed"))
    before = sorted(each["routing_key"] for each in on_broker.broker.api.bindings(QUEUE))
    plan = on_broker.broker.provision(network, SERVICES)
    assert sorted(each["routing_key"] for each in on_broker.broker.api.bindings(QUEUE)) == before
    assert on_broker.broker.api.prune(plan) == []
    assert eventually(lambda: on_broker.broker.depth(QUEUE) == 1)
