"""The real processes: an event comes off the broker, and its mail reaches the mail server."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.contracts.people import PersonV1
from shared.contracts.registration import CallV1, GroupV1, RegistrationV1
from shared.testing.broker import eventually
from shared.testing.running import Running
from tests.notifications.postbox import Postbox
from tests.notifications.samples import named

NOW = datetime.fromisoformat("2013-08-05T09:00:00+03:00")
CARD = {"first_name": "Saara", "last_name": "Esimerkki", "email": "saara@hyria.example", "language": "fi"}


def events(event: Any) -> list[Any]:
    """Somebody is offered a place, the cards arriving last."""
    call, group, saara = named("call"), named("g"), named("saara")
    ids = {"call_id": call, "group_id": group, "person_id": saara}
    return [
        event(RegistrationV1, "place_offered", state="offered", offer_expires_at="2013-08-10T09:00:00+03:00", **ids),
        event(GroupV1, "group_opened", id=group, call_id=call, state="registering"),
        event(CallV1, "call_published", id=call),
        event(PersonV1, "person_registered", id=saara, organisation="hyria", same_as=None, **CARD),
    ]


def activity(service: Running) -> dict[str, Any]:
    """What is under way in the service."""
    found: dict[str, Any] = service.get("/api/notifications/v1/activity").json()
    return found


def test_an_event_becomes_a_mail_by_the_running_service(
    running: Callable[..., Running], broker: Any, event: Any, clock: Any, postbox: Postbox
) -> None:
    clock.set(NOW)
    service = running("notifications", smtp_url=postbox.url)
    broker.publish(*events(event))
    assert eventually(lambda: postbox.kinds("saara@hyria.example") == ["N14"], 30), service.log.read_text()[-3000:]
    assert eventually(lambda: activity(service)["due"] == 0, 10), activity(service)
    assert activity(service)["failed"] == 0
    assert service.stop() == 0
    assert postbox.kinds("saara@hyria.example") == ["N14"]
