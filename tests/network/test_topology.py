"""The broker's plan, from network.yml and the manifests alone."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.bus.gate import Delivery, Gate, Refused
from shared.bus.topology import plan, queue
from shared.contracts.people import StatisticsV1
from shared.contracts.reporting import VesoCreditV1
from shared.errors import ConfigurationError
from shared.network import Network
from shared.testing.network import CONTENT, MEMBER
from tests.bus.conftest import SERVICES
from tests.bus.library.plugin import manifest

NOW = datetime(2014, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("services", ["all", ["registration"], ["shadowing", "registration"]])
def test_a_network_has_one_registration_and_it_is_the_hubs(services):
    serves = [*CONTENT["serves"], {"deployment": "tavastia", "services": services, "organisations": ["tavastia"]}]
    with pytest.raises(ConfigurationError, match="tavastia cannot serve registration: only the hub does"):
        Network.from_dict(CONTENT | MEMBER | {"serves": serves})


def test_a_member_may_serve_everything_but_registration_for_itself():
    own = ["scheduling", "shadowing", "notifications", "reporting"]
    serves = [*CONTENT["serves"], {"deployment": "tavastia", "services": own, "organisations": ["tavastia"]}]
    network = Network.from_dict(CONTENT | MEMBER | {"serves": serves})
    acting = {each: network.acting(each, "tavastia", NOW) for each in ("registration", *own)}
    assert acting == {"registration": "hub"} | dict.fromkeys(own, "tavastia")


def test_the_hub_hears_all_organisations_and_a_member_its_own(network):
    hub, member = queue(network, "hub", manifest), queue(network, "tavastia", manifest)
    assert ("registration.events", "group_confirmed.v1.*") in hub.bindings
    assert ("registration.events", "group_confirmed.v1.tavastia") in member.bindings
    assert not [key for _, key in member.bindings if key.endswith(".v1.*")]


def test_every_type_of_a_subscribed_aggregate_is_bound_with_tombstone_and_republication(network):
    keys = {key for exchange, key in queue(network, "hub", manifest).bindings if exchange == "registration.events"}
    assert {"group_gone.v1.*", "group_republished.v1.*", "group_filled.v1.*"} <= keys
    assert not [key for key in keys if key.startswith("registration_")]


def test_peoples_cards_reach_every_service_and_introductions_only_registration(network):
    wanted = plan(network, SERVICES)
    streams = {each.name: {exchange for exchange, _ in each.bindings} for each in wanted.queues}
    assert all("people.events" in found for name, found in streams.items() if not name.endswith("registration"))
    assert all("people.introductions" not in found for found in streams.values())


def test_statistics_are_for_reporting_alone(network):
    curious = replace(manifest, name="scheduling", subscribes=(StatisticsV1,))
    with pytest.raises(ConfigurationError, match="only reporting may"):
        queue(network, "hub", curious)


def test_a_member_runs_only_what_it_serves(network):
    wanted = plan(network, SERVICES)
    assert [each.name for each in wanted.queues] == [
        "hub.registration",
        "hub.scheduling",
        "hub.reporting",
        "tavastia.reporting",
    ]


def test_a_user_configures_nothing_and_writes_its_own_exchanges_only(network):
    users = {each.name: each for each in plan(network, SERVICES).users}
    member = users["tavastia.reporting"]
    assert member.configure == "^$"
    assert re.search(member.write, "reporting.events")
    assert re.search(member.write, "people.introductions")
    assert not re.search(member.write, "registration.events")
    assert not re.search(member.write, "reportingxevents")
    assert not re.search(member.read, "hub.reporting")


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("veso_day_earned.v1.tavastia", True),
        ("veso_credit_republished.v1.tavastia.to.hub.reporting", True),
        ("veso_day_earned.v1.hyria", False),
        ("veso_day_earned.v1.tavastia2", False),
        ("veso_day_earned.v1.tavastia.hyria", False),
        ("x.veso_day_earned.v1.tavastia", False),
    ],
)
def test_a_member_writes_the_keys_of_its_own_organisation(network, key, allowed):
    member = next(each for each in plan(network, SERVICES).users if each.name == "tavastia.reporting")
    [keys] = {pattern for _, pattern in member.topics}
    assert bool(re.search(keys, key)) == allowed


def test_other_bindings_are_noticed_by_their_mark(network):
    other = replace(manifest, subscribes=manifest.subscribes[:1])
    assert queue(network, "hub", manifest).mark != queue(network, "hub", other).mark


def test_a_member_that_speaks_for_another_organisation_is_refused_by_the_gate(network, event):
    """P21: even if the broker let it through."""
    gate = Gate(network, "hub", "hub.reporting")
    forged = event(VesoCreditV1, "veso_day_earned", organisation="hyria", source="/tavastia/reporting")
    key = "veso_day_earned.v1.hyria"
    delivery = Delivery(1, forged.body, key, "application/cloudevents+json", "tavastia.reporting")
    with pytest.raises(Refused, match="not_acting"):
        gate.admit(delivery)


def test_the_hub_is_refused_for_what_a_member_acts_for(network, event):
    gate = Gate(network, "tavastia", "tavastia.reporting")
    forged = event(VesoCreditV1, "veso_day_earned", organisation="tavastia", source="/hub/reporting")
    key = "veso_day_earned.v1.tavastia"
    delivery = Delivery(1, forged.body, key, "application/cloudevents+json", "hub.reporting")
    with pytest.raises(Refused, match="not_acting"):
        gate.admit(delivery)


def test_in_single_user_mode_the_senders_name_is_not_checked(network, event):
    gate = Gate(network, "hub", "hub.reporting", walls=False)
    credit = event(VesoCreditV1, "veso_day_earned", organisation="hyria", source="/hub/reporting")
    key = "veso_day_earned.v1.hyria"
    assert gate.admit(Delivery(1, credit.body, key, "application/cloudevents+json")).subject == credit.subject
