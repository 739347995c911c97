"""A real consumer on a real broker: what arrives, what is refused, what survives."""

from uuid import uuid4

import orjson
import pytest

from shared.bus.envelope import CONTENT_TYPE
from shared.contracts.registration import GroupV1
from shared.testing.broker import as_source, eventually
from tests.bus.conftest import QUEUE


def test_an_event_off_the_queue_is_applied_and_acknowledged(on_broker, event):
    on_broker.start()
    confirmed = event(GroupV1, "group_confirmed")
    on_broker.broker.publish(confirmed)
    assert on_broker.has(confirmed.subject)
    assert eventually(lambda: on_broker.letters() == [(confirmed.subject, confirmed.version)])
    assert eventually(lambda: on_broker.broker.depth(QUEUE) == 0)


def changed(confirmed, **attributes) -> bytes:
    return orjson.dumps(orjson.loads(confirmed.body) | attributes)


def with_data(confirmed, **fields) -> bytes:
    envelope = orjson.loads(confirmed.body)
    return orjson.dumps(envelope | {"data": envelope["data"] | fields})


HOSTILE = {
    "V1 empty body": (lambda good: b"", {}, "not_json"),
    "V2 not JSON": (lambda good: b"{nope", {}, "not_json"),
    "V3 a list": (lambda good: b"[1]", {}, "not_an_event"),
    "V3 a scalar": (lambda good: b"7", {}, "not_an_event"),
    "V4 pickle": (lambda good: b"\x80\x04K\x01.", {"content_type": "application/x-python-serialize"}, "content_type"),
    "V5 no content type": (lambda good: good.body, {"content_type": None}, "content_type"),
    "V6 wrong encoding": (lambda good: good.body.replace(b"VERME", b"\xff\xfe"), {}, "not_json"),
    "V8 deep": (lambda good: b"[" * 50_000 + b"]" * 50_000, {}, "not_json"),
    "V10 NaN": (lambda good: good.body.replace(b'"version":', b'"x":NaN,"version":'), {}, "not_json"),
    "V11 NUL": (lambda good: good.body.replace(b"VERME", b"\\u0000"), {}, "nul"),
    "V11 lone surrogate": (lambda good: good.body.replace(b"VERME", b"\\ud800"), {}, "not_json"),
    "V12 too large": (lambda good: changed(good, filler="x" * 300_000), {}, "too_large"),
    "V16 no uuid": (lambda good: changed(good, id="17"), {}, "attribute"),
    "V19 version 0": (lambda good: changed(good, version=0), {}, "attribute"),
    "V19 version -1": (lambda good: changed(good, version=-1), {}, "attribute"),
    "V19 version 2^63": (lambda good: changed(good, version=2**63), {}, "attribute"),
    "V19 version text": (lambda good: changed(good, version="5"), {}, "attribute"),
    "V21 no type of ours": (lambda good: changed(good, type="org.evil.thing"), {}, "attribute"),
    "V24 required missing": (lambda good: with_data(good, min_size=None), {}, "schema"),
    "V25 wrong enum": (lambda good: with_data(good, state="exploded"), {}, "schema"),
    "V25 wrong type": (lambda good: with_data(good, member_ids="all"), {}, "schema"),
    "V26 text for an id": (lambda good: with_data(good, call_id="Maija Meikäläinen"), {}, "schema"),
    "V27 no zone": (lambda good: changed(good, time="2013-08-01T09:00:00"), {}, "attribute"),
    "V27 no such day": (lambda good: with_data(good, closes_on="2013-02-31"), {}, "schema"),
    "V32 another's data": (lambda good: changed(good, subject=str(uuid4())), {}, "attribute"),
    "V33 organisation is not the record's": (lambda good: changed(good, organisation="hyria"), {}, "attribute"),
    "V33 source is not the sender": (lambda good: changed(good, source="/tavastia/registration"), {}, "sender"),
    "V33 not the producer": (lambda good: changed(good, source="/hub/scheduling"), {}, "sender"),
    "V18 occasion from the future": (
        lambda good: with_data(good, occasions={"x": {"version": 2**52, "at": "2013-08-01T00:00:00Z"}}),
        {},
        "occasions",
    ),
}


def test_no_hostile_message_stops_the_service_or_is_lost(on_broker, event):
    """P9, P10: every one is kept with its reason, and the next valid event is applied within 2 seconds."""
    on_broker.start()
    own = {"content_type": CONTENT_TYPE, "user_id": "hub.registration"}
    for name, (body, properties, reason) in HOSTILE.items():
        good = event(GroupV1, "group_opened")
        key = f"group_opened.v1.{good.organisation}"
        sent = {each: value for each, value in (own | properties).items() if value is not None}
        before = len(on_broker.failed())
        on_broker.broker.send(GroupV1.stream, key, body(good), "hub.registration", **sent)
        on_broker.broker.publish(good)
        assert on_broker.has(good.subject, 2), name
        assert eventually(lambda n=before: len(on_broker.failed()) == n + 1, 3), name
        assert (on_broker.failed()[-1].verdict, on_broker.failed()[-1].reason) == ("refused", reason), name


@pytest.mark.parametrize(
    "headers",
    [
        {"nameko.call_id_stack": 5},
        {"nameko.call_id_stack": [{}]},
        {"nameko.user_id": "admin", "user_id": "admin"},
        {f"h{number}": "x" * 90 for number in range(500)},
    ],
)
def test_headers_of_strangers_mean_nothing(on_broker, event, headers):
    """V13 to V15: a header kills a stock service for good; here the event is simply applied."""
    on_broker.start()
    confirmed = event(GroupV1, "group_confirmed")
    on_broker.broker.publish(confirmed, application_headers=headers)
    assert on_broker.has(confirmed.subject)


def test_an_event_of_an_unknown_type_or_version_waits(on_broker, event):
    """P19: unknown versions wait, they do not die."""
    on_broker.start()
    good = event(GroupV1, "group_confirmed")
    key, properties = f"group_confirmed.v1.{good.organisation}", {"content_type": CONTENT_TYPE}
    for name in ("group_confirmed.v2", "group_exploded.v1"):
        body = changed(good, type=f"vertaisverkko.registration.{name}")
        sent = properties | {"user_id": "hub.registration"}
        on_broker.broker.send(GroupV1.stream, key, body, "hub.registration", **sent)
    assert eventually(lambda: [each.verdict for each in on_broker.failed()] == ["waiting", "waiting"])


def test_a_poisonous_event_is_kept_and_the_next_one_applied(on_broker, event):
    """P7, P8: seen through the broker; the queue is empty afterwards."""
    process = on_broker.start()
    poison = event(GroupV1, "group_confirmed", name={"fi": "poison", "sv": None, "en": None})
    timeout = event(GroupV1, "group_confirmed", name={"fi": "timeout", "sv": None, "en": None})
    good = event(GroupV1, "group_confirmed")
    on_broker.broker.publish(poison, timeout, good)
    assert on_broker.has(good.subject, 3)
    assert eventually(lambda: {each.verdict for each in on_broker.failed()} == {"retrying"})
    assert eventually(lambda: on_broker.broker.depth(QUEUE) == 0)
    assert process.is_ready()
    assert "secret" not in process.log.read_text()


def test_the_routing_key_must_say_what_the_event_says(on_broker, event):
    """V33: another organisation's key."""
    on_broker.start()
    good = event(GroupV1, "group_confirmed")
    properties = {"content_type": CONTENT_TYPE, "user_id": "hub.registration"}
    on_broker.broker.send(GroupV1.stream, "group_confirmed.v1.hyria", good.body, "hub.registration", **properties)
    assert eventually(lambda: [each.reason for each in on_broker.failed()] == ["routing_key"])


def test_an_event_without_a_checked_sender_is_refused(on_broker, event):
    """V28: the user that the broker checks is missing."""
    on_broker.start()
    good = event(GroupV1, "group_confirmed")
    key = f"group_confirmed.v1.{good.organisation}"
    on_broker.broker.send(GroupV1.stream, key, good.body, "hub.registration", content_type=CONTENT_TYPE)
    assert eventually(lambda: [each.reason for each in on_broker.failed()] == ["sender"])


def test_a_service_cannot_speak_for_another(on_broker, event):
    """P21: its own exchange is the only one that it may write."""
    forged = as_source(event(GroupV1, "group_confirmed"), "/hub/scheduling")
    with pytest.raises(Exception, match="ACCESS_REFUSED"):
        on_broker.broker.publish(forged)
