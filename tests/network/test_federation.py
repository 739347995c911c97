"""A member's own deployment: it sees what is its people's, acts for its own, and can neither spy nor forge."""

import amqp
import orjson
import pytest
from sqlalchemy import select

from shared.bus.envelope import CONTENT_TYPE
from shared.bus.relay import Relay
from shared.contracts.people import ErasureV1, PersonV1
from shared.contracts.registration import GroupV1
from shared.contracts.reporting import VesoCreditV1
from shared.contracts.scheduling import ParticipationV1
from shared.people.tables import ErasureAnswer, Person
from shared.testing.broker import as_source, eventually
from tests.bus.library.tables import Credit, KnownParticipation

MEMBER, HUB = "tavastia.reporting", "hub.reporting"


def has_participation(library, record_id) -> bool:
    def arrived() -> bool:
        with library.runtime.sessions() as session:
            found = session.get(KnownParticipation, record_id)
            return found is not None and found.organisation == "opelix"

    return bool(eventually(arrived))


def test_a_member_sees_its_people_in_a_network_group(federation, event):
    """The hub writes the member's key as CC; the event is the network's all the same."""
    federation.tavastia.start()
    federation.hub.start()
    recorded = event(ParticipationV1, "participation_recorded", organisation="opelix")
    other = event(ParticipationV1, "participation_recorded", organisation="opelix")
    federation.broker.publish(other)
    federation.broker.publish(recorded, application_headers={"CC": ["participation_recorded.v1.tavastia"]})
    assert has_participation(federation.tavastia, recorded.subject)
    assert has_participation(federation.hub, other.subject)
    with federation.tavastia.runtime.sessions() as session:
        assert session.get(KnownParticipation, other.subject) is None


def known(library, person_id) -> Person | None:
    with library.runtime.sessions() as session:
        return session.get(Person, person_id)


def test_a_member_hears_of_its_own_people_alone_and_forgets_them_when_the_hub_does(federation, event):
    """From the hub's registration, which has everybody's cards, to the member's own service and back."""
    federation.tavastia.start()
    own, other = (event(PersonV1, "person_registered", organisation=each) for each in ("tavastia", "hyria"))
    federation.broker.publish(other, own)
    assert eventually(lambda: known(federation.tavastia, own.subject))
    asked = event(ErasureV1, "erasure_asked", organisation="tavastia", person_ids=[own.subject], cause="asked")
    federation.broker.publish(asked)
    assert eventually(lambda: known(federation.tavastia, own.subject).gone)
    late = event(PersonV1, "person_changed", id=own.subject, organisation="tavastia")
    mark = event(PersonV1, "person_registered", organisation="tavastia")
    federation.broker.publish(late, mark)
    assert eventually(lambda: known(federation.tavastia, mark.subject))
    assert known(federation.tavastia, own.subject).email == ""
    assert known(federation.tavastia, other.subject) is None
    with federation.tavastia.runtime.sessions() as session:
        (answer,) = session.scalars(select(ErasureAnswer))
    assert (answer.erasure_id, answer.deployment, answer.service) == (asked.subject, "tavastia", "reporting")


def test_effects_run_where_the_deployment_acts_and_nowhere_else(federation, event):
    """No mail goes out twice: the hub's for the network's group, the member's for its own."""
    federation.tavastia.start()
    federation.hub.start()
    common, own = event(GroupV1, "group_confirmed"), event(GroupV1, "group_confirmed", organisation="tavastia")
    federation.broker.publish(common, application_headers={"CC": ["group_confirmed.v1.tavastia"]})
    federation.broker.publish(own)
    assert federation.tavastia.has(common.subject)
    assert federation.tavastia.has(own.subject)
    assert federation.hub.has(own.subject)
    assert eventually(lambda: [group for group, _ in federation.hub.letters()] == [common.subject])
    assert eventually(lambda: [group for group, _ in federation.tavastia.letters()] == [own.subject])


def test_the_relay_addresses_the_organisations_of_everybody_named(federation, event, deliver):
    """From the hub's command to the member's queue, with nothing made by hand."""
    person = event(PersonV1, "person_registered", organisation="tavastia")
    deliver(federation.hub.runtime, person)
    with federation.broker.channel() as channel:
        channel.queue_declare("spy", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind("spy", VesoCreditV1.stream, "veso_day_earned.v1.tavastia")
    with federation.hub.runtime.work() as work:
        work.emit("veso_day_earned", Credit(organisation="opelix", person_id=person.subject, days=1))
    Relay(federation.hub.runtime).relay_once()
    with federation.broker.channel() as channel:
        message = channel.basic_get("spy", no_ack=True)
    assert message.headers["CC"] == ["veso_day_earned.v1.tavastia"]
    assert orjson.loads(message.body)["concerns"] == "opelix,tavastia"


def refusal(broker, user, exchange, key, body=b"{}", **properties) -> str:
    """The broker's answer to a publication, as text; empty when it took it."""
    try:
        broker.send(exchange, key, body, user, content_type=CONTENT_TYPE, **properties)
    except (amqp.exceptions.AMQPError, OSError) as error:
        return str(error)
    return ""


def test_a_member_cannot_publish_as_another(federation, event):
    """P21: neither with another's key, nor as another user, nor on another's exchange."""
    broker = federation.broker
    assert "ACCESS_REFUSED" in refusal(broker, MEMBER, "reporting.events", "veso_day_earned.v1.hyria")
    assert "ACCESS_REFUSED" in refusal(broker, MEMBER, "reporting.events", "veso_day_earned.v1.opelix")
    assert "ACCESS_REFUSED" in refusal(broker, MEMBER, "scheduling.events", "meeting_held.v1.tavastia")
    assert "ACCESS_REFUSED" in refusal(broker, MEMBER, "people.events", "person_changed.v1.tavastia")
    own = "veso_day_earned.v1.tavastia"
    assert "PRECONDITION_FAILED" in refusal(broker, MEMBER, "reporting.events", own, user_id=HUB)
    assert refusal(broker, MEMBER, "reporting.events", own, user_id=MEMBER) == ""


def test_a_member_cannot_read_another(federation):
    """P21: no queue but its own, no binding, no queue of its making."""

    def attempt(method: str, *arguments, **named) -> str:
        with federation.broker.channel(MEMBER) as channel:
            try:
                getattr(channel, method)(*arguments, **named)
            except amqp.exceptions.AMQPError as error:
                return str(error)
        return ""

    assert "ACCESS_REFUSED" in attempt("basic_get", HUB)
    assert "ACCESS_REFUSED" in attempt("queue_bind", MEMBER, "people.events", "#")
    assert "ACCESS_REFUSED" in attempt("queue_declare", "mine", durable=True)
    assert "ACCESS_REFUSED" in attempt("exchange_declare", "mine.events", "topic")
    assert attempt("basic_get", MEMBER) == ""


@pytest.mark.parametrize("header", ["CC", "BCC"])
def test_a_copy_to_anothers_key_is_refused_by_the_broker_or_the_gate(federation, event, header):
    """P21: RabbitMQ 3.10 lets it through, 4.0 does not; the forged state is applied nowhere."""
    federation.hub.start()
    forged = as_source(event(GroupV1, "group_confirmed", organisation="tavastia"), "/tavastia/reporting")
    copies = {header: ["group_confirmed.v1.opelix", "group_confirmed.v1.hyria"]}
    own = "group_confirmed.v1.tavastia"
    sent = {"user_id": MEMBER, "application_headers": copies}
    answer = refusal(federation.broker, MEMBER, "reporting.events", own, forged.body, **sent)
    honest = event(GroupV1, "group_confirmed")
    federation.broker.publish(honest)
    assert federation.hub.has(honest.subject)
    assert federation.hub.groups() == 1, answer
