"""The real process: a confirmed group comes off the broker, time passes, the mentor records over HTTP."""

import requests

from shared.clock import real_now
from shared.people import sessions
from shared.testing.broker import eventually
from tests.scheduling.conftest import SNAPSHOT, Scheduling, at, named

API = "/api/scheduling/v1"


def test_a_group_off_the_broker_meets_and_is_recorded_by_the_running_service(running, broker, event, clock):
    SNAPSHOT.wanted = False
    clock.set(at("2013-08-05"))
    service = running("scheduling")
    known = Scheduling(None, event, None, None, None, clock)
    group = known.group("siht1")
    broker.publish(group, *known.everybody(), group)
    session = sessions.begin(service.settings, named("mentor"), remember=False, now=real_now())
    mine = {"cookies": {sessions.COOKIE: session}, "headers": {"X-Requested-By": "vertais"}}
    assert eventually(lambda: len(service.get(f"{API}/groups", **mine).json()) == 1, 30), service.log.read_text()[
        -3000:
    ]
    put(service, f"{API}/clock", json={"now": "2013-08-15T15:31:00+03:00"})
    first = f"{API}/groups/{named('siht1')}/meetings"
    assert eventually(lambda: service.get(first, **mine).json()[0]["state"] == "held", 15)
    recorded = put(service, f"{API}/meetings/{named('siht1 2013-08-15')}/attendance", json={}, **mine)
    assert (recorded.status_code, recorded.json()["present"]) == (200, 9), recorded.text
    assert service.stop() == 0


def put(service, path, **more):
    return requests.put(service.url + path, timeout=10, **more)
