"""The broker restarts, the broker freezes, the process is killed again and again: run by `make faults`."""

import random
import time
from collections import Counter
from uuid import UUID, uuid4

import orjson
import pytest
import requests

from shared.contracts.registration import GroupV1
from shared.testing.broker import eventually
from tests.bus.conftest import QUEUE
from tests.bus.library.tables import Credit
from tests.bus.test_surviving import assert_each_once, publish_many

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
KILLS = 25
EAR = "ear"


@pytest.fixture
def own_broker(on_broker, servers):
    """The test service on a broker that may be frozen and restarted, and a queue that hears what it says."""
    if not servers.broker_is_own:
        pytest.skip("the broker runs elsewhere")
    with on_broker.broker.channel() as channel:
        channel.queue_declare(EAR, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(EAR, "reporting.events", "#")
    return on_broker


def earn(runtime, number: int) -> set[UUID]:
    """Commit events; as many units of work again fail after they have emitted."""
    earned = set()
    for _ in range(number):
        with runtime.work() as work:
            credit = Credit(organisation="opelix", person_id=uuid4(), days=1)
            work.emit("veso_day_earned", credit)
            earned.add(credit.id)
        with pytest.raises(ArithmeticError):
            emit_and_fail(runtime)
    return earned


def emit_and_fail(runtime) -> None:
    with runtime.work() as work:
        work.emit("veso_day_earned", Credit(organisation="opelix", person_id=uuid4(), days=1))
        raise ArithmeticError


def heard(broker) -> set[UUID]:
    found = set()
    with broker.channel() as channel:
        while message := channel.basic_get(EAR, no_ack=True):
            found.add(UUID(orjson.loads(message.body)["subject"]))
    return found


def all_heard(broker, expected: set[UUID], seconds: float = 60) -> set[UUID]:
    """What was heard, once it is everything, or the time is over."""
    found: set[UUID] = set()

    def complete() -> bool:
        found.update(heard(broker))
        return found >= expected

    eventually(complete, seconds)
    return found


def test_a_restart_of_the_broker_loses_and_repeats_nothing(own_broker, event, servers):
    """P1, P11: events wait on both sides of it, and both connections are made anew without a hand."""
    process = own_broker.start()
    events = [event(GroupV1, "group_confirmed") for _ in range(400)]
    publish_many(own_broker.broker, events[:200])
    earned = earn(own_broker.runtime, 20)
    servers.restart_broker()
    publish_many(own_broker.broker, events[200:])
    earned |= earn(own_broker.runtime, 20)
    assert_each_once(own_broker, events)
    assert all_heard(own_broker.broker, earned) == earned
    assert eventually(process.is_ready)


def test_a_frozen_broker_is_noticed_by_the_consumer_and_survived(own_broker, event, servers):
    """P12: two missed heartbeats, where stock consumers hang for ever."""
    process = own_broker.start()
    with servers.frozen_broker():
        start = time.monotonic()
        assert eventually(lambda: requests.get(f"{process.url}/readyz", timeout=5).status_code == 503, 45)
        assert time.monotonic() - start < 45
        assert requests.get(f"{process.url}/livez", timeout=5).status_code == 200
    confirmed = event(GroupV1, "group_confirmed")
    own_broker.broker.publish(confirmed)
    assert own_broker.has(confirmed.subject, 40)
    assert eventually(process.is_ready, 20)


def test_kills_at_any_moment_lose_nothing_invent_nothing_and_repeat_no_effect(own_broker, event):
    """P1, P2, P3: relay and consumer are killed together, at random moments, under load."""
    chance = random.Random(2013)
    events = [event(GroupV1, "group_confirmed") for _ in range(40 * KILLS)]
    earned: set[UUID] = set()
    process = own_broker.start()
    for number in range(KILLS):
        publish_many(own_broker.broker, events[40 * number : 40 * (number + 1)])
        earned |= earn(own_broker.runtime, 4)
        time.sleep(chance.uniform(0, 2))
        process.kill()
        process = own_broker.start(wait=number % 2 == 0)
    assert_each_once(own_broker, events)
    assert all_heard(own_broker.broker, earned) == earned
    assert Counter(each.verdict for each in own_broker.failed()) == Counter()
    assert own_broker.broker.depth(QUEUE) == 0
