"""The scan of events for names finds what it is there to find."""

from uuid import uuid4

import pytest

from shared.contracts.people import PersonV1
from tests.bus.library.plugin import manifest
from tests.bus.library.tables import Credit


@pytest.fixture
def library(runtime_of, deliver, event):
    runtime = runtime_of(manifest)
    deliver(runtime, event(PersonV1, "person_registered", last_name="Meikäläinen", email="maija@hyria.example"))
    return runtime


def test_an_event_that_holds_a_known_address_fails_the_test_that_published_it(library):
    with pytest.raises(AssertionError, match="veso_day_earned"):
        publish(library, correlation="maija@hyria.example")


def publish(library, correlation: str) -> None:
    with library.work() as work:
        work.correlation = correlation
        work.emit("veso_day_earned", Credit(organisation="opelix", person_id=uuid4(), days=1))


def test_an_event_without_names_is_published(library, emitted):
    publish(library, correlation=str(uuid4()))
    assert [name for name, _ in emitted(library)] == ["veso_day_earned"]
