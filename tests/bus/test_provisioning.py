"""A broker whose one user may do everything: provisioned by plain AMQP, and used without walls."""

from uuid import UUID

import pytest

from shared.bus.provision import apply_by_amqp
from shared.bus.relay import Relay
from shared.bus.topology import plan
from shared.contracts.registration import GroupV1
from tests.bus.conftest import QUEUE, SERVICES, Library
from tests.bus.library.plugin import manifest
from tests.bus.library.tables import Credit


@pytest.fixture
def single_user(broker, network, runtime_of, tmp_path):
    """The test service on a vhost that was filled with an address alone, without the management API."""
    apply_by_amqp(broker.admin_uri, plan(network, SERVICES))
    library = Library(runtime_of(manifest, amqp_uri_template=broker.admin_uri), broker, tmp_path)
    yield library
    for each in library.processes:
        each.stop()


def test_one_user_is_enough_to_publish_and_to_receive(single_user, event):
    single_user.start()
    confirmed = event(GroupV1, "group_confirmed")
    key = f"group_confirmed.v1.{confirmed.organisation}"
    single_user.broker.send(GroupV1.stream, key, confirmed.body, content_type="application/cloudevents+json")
    assert single_user.has(confirmed.subject)
    with single_user.runtime.work() as work:
        work.emit("veso_day_earned", Credit(organisation="opelix", person_id=UUID(int=1), days=1))
    relay = Relay(single_user.runtime)
    assert relay.relay_once() == 1
    relay.disconnect()
    assert "single-user mode" in single_user.processes[0].log.read_text()


def test_plain_amqp_makes_what_the_management_api_makes(single_user, network):
    """So that one may be changed for the other: provisioned again by both, nothing is refused or added."""
    api, wanted = single_user.broker.api, plan(network, SERVICES)
    made = sorted((each["source"], each["routing_key"]) for each in api.bindings(QUEUE))
    assert made == sorted(next(each.bindings for each in wanted.queues if each.name == QUEUE))
    single_user.broker.provision(network, SERVICES)
    apply_by_amqp(single_user.broker.admin_uri, wanted)
    assert sorted((each["source"], each["routing_key"]) for each in api.bindings(QUEUE)) == made
