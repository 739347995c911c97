"""What becomes of events that fail, and the commands that an operator has for them."""

from datetime import UTC, datetime
from uuid import uuid4

import orjson
import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from shared.bus.failures import KEPT_PER_SENDER, retry_due, wake_unknown
from shared.bus.gate import Delivery, Gate
from shared.bus.process import process, receive
from shared.cli.commands import events as commands
from shared.contracts.people import PersonV1
from shared.contracts.registration import GroupV1
from shared.database.kit import FailedEvent
from tests.bus.library.subscriptions import subscriptions
from tests.bus.library.tables import Letter

POISON = {"fi": "poison", "sv": None, "en": None}


def kept(runtime) -> list[FailedEvent]:
    with runtime.sessions() as session:
        return list(session.scalars(select(FailedEvent).order_by(FailedEvent.first_at)))


def make_due(runtime, **values) -> None:
    with runtime.sessions.begin() as session:
        session.execute(update(FailedEvent).values(next_at=datetime(2013, 1, 1, tzinfo=UTC), **values))


def test_an_event_is_tried_eight_times_with_growing_delays_and_is_then_dead(library, event):
    """P7, P8."""
    process(library, subscriptions, [event(GroupV1, "group_confirmed", name=POISON)])
    pauses = []
    for _ in range(7):
        pauses.append(kept(library)[0].next_at)
        make_due(library)
        assert retry_due(library, subscriptions) == 1
    assert pauses == sorted(pauses)
    [dead] = kept(library)
    assert (dead.verdict, dead.attempts, dead.next_at, dead.reason) == ("dead", 8, None, "ValueError")
    assert retry_due(library, subscriptions) == 0


def test_an_event_that_waits_never_dies_of_waiting(library, event):
    needs = event(GroupV1, "group_confirmed", name={"fi": "needs mentor", "sv": None, "en": None}, mentor_ids=[uuid4()])
    process(library, subscriptions, [needs])
    for _ in range(12):
        make_due(library)
        retry_due(library, subscriptions)
    assert [(each.verdict, each.attempts) for each in kept(library)] == [("waiting", 13)]


def test_an_event_of_an_unknown_type_is_applied_when_a_program_that_knows_it_starts(library, event, monkeypatch):
    """P19: the older program keeps it; the newer one takes it up."""
    confirmed = event(GroupV1, "group_confirmed")
    gate = Gate(library.network, "hub", "hub.reporting")
    delivery = Delivery(
        1, confirmed.body, "group_confirmed.v1.opelix", "application/cloudevents+json", "hub.registration"
    )
    with monkeypatch.context() as older:
        older.setattr("shared.bus.gate.event_type", {}.__getitem__)
        receive(library, subscriptions, gate, [delivery])
        wake_unknown(library)
        retry_due(library, subscriptions)
    assert [(each.verdict, each.reason) for each in kept(library)] == [("waiting", "UnknownType")]
    wake_unknown(library)
    retry_due(library, subscriptions)
    assert kept(library) == []
    with library.sessions() as session:
        assert session.scalar(select(Letter.group_id)) == confirmed.subject


def test_what_one_sender_is_refused_is_capped(library, monkeypatch):
    assert KEPT_PER_SENDER == 1000
    monkeypatch.setattr("shared.bus.failures.KEPT_PER_SENDER", 3)
    gate = Gate(library.network, "hub", "hub.reporting")
    bad = [Delivery(each, b"{}", "x", "application/cloudevents+json", "tavastia.reporting") for each in range(10)]
    receive(library, subscriptions, gate, bad)
    assert len(kept(library)) == 3


def test_a_mixed_batch_ends_with_every_message_accounted_for(library, event):
    """P9: applied, refused, unknown, failed: in = out."""
    gate = Gate(library.network, "hub", "hub.reporting")
    good, poison = event(GroupV1, "group_confirmed"), event(GroupV1, "group_confirmed", name=POISON)
    unknown = orjson.dumps(orjson.loads(good.body) | {"type": "vertaisverkko.registration.group_sang.v1"})
    sent = [good.body, poison.body, unknown, b"nonsense"]
    own = ("group_confirmed.v1.opelix", "application/cloudevents+json", "hub.registration")
    receive(library, subscriptions, gate, [Delivery(tag, body, *own) for tag, body in enumerate(sent)])
    assert sorted(each.verdict for each in kept(library)) == ["refused", "retrying", "waiting"]
    with library.sessions() as session:
        assert list(session.scalars(select(Letter.group_id))) == [good.subject]


@pytest.fixture
def operator(library, monkeypatch):
    """`operator("list")` runs a command of `vertais events failed` on the test service."""
    monkeypatch.setattr(commands, "manifests", lambda: {"reporting": library.manifest})
    monkeypatch.setattr(commands, "manifest", lambda name: library.manifest)
    monkeypatch.setattr(commands.Settings, "read", classmethod(lambda cls: library.settings))

    def run(*words: str) -> str:
        result = CliRunner().invoke(commands.events, ["failed", *words], catch_exceptions=False)
        assert result.exit_code == 0
        return result.output

    return run


def test_an_operator_lists_shows_retries_and_drops(library, event, operator):
    process(library, subscriptions, [event(GroupV1, "group_confirmed", name=POISON)])
    [failed] = kept(library)
    assert "ValueError" in operator("list")
    assert "secret" not in operator("list", "--json")
    assert "group_confirmed" in operator("show", str(failed.id))
    with library.sessions.begin() as session:
        session.execute(update(FailedEvent).values(verdict="dead", attempts=8, next_at=None))
    assert "1 will be tried again" in operator("retry")
    assert kept(library)[0].verdict == "retrying"
    assert "1 dropped" in operator("drop", str(failed.id))
    assert kept(library) == []


def test_an_event_that_waited_is_done_by_the_arrival_even_when_both_come_in_one_batch(library, event):
    mentor = event(PersonV1, "person_registered")
    names = {"fi": "needs mentor", "sv": None, "en": None}
    needs = event(GroupV1, "group_confirmed", name=names, mentor_ids=[mentor.subject])
    assert process(library, subscriptions, [needs, mentor]) == []
    assert kept(library) == []
