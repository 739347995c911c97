"""A coordinator's pages while a placement is solved beside them: the solver has a process of its own.

The ratio is the p95 of the overview while people are placed to that without.
"""

import statistics
import threading
import time

import pytest
from werkzeug.test import Client

from services.scheduling.commands.placement.running import Solve
from services.scheduling.service import Web
from shared.clock import real_now
from shared.people import sessions
from shared.web.service import application
from tests.bench.placing import instance_of
from tests.bench.report import store
from tests.scheduling.conftest import named, quick

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
PAGES, RUNS = 200, 3


def p95(client):
    """Milliseconds that 95 of 100 overviews took at most."""
    taken = []
    for _ in range(PAGES):
        began = time.perf_counter()
        assert client.get("/scheduling/overview").status_code == 200
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


class Solving:
    """Solves one large instance after the other until the block ends."""

    def __enter__(self):
        self.going, self.solved, begun = True, 0, threading.Event()
        instance = instance_of(5600, 800)

        def run():
            while self.going:
                with Solve(instance) as solve:
                    self.current = solve
                    for _ in solve.told():
                        begun.set()
                self.solved += 1

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        begun.wait(60)
        return self

    def __exit__(self, *error):
        self.going = False
        self.current.stop()
        self.thread.join()


def test_pages_stay_quick_while_a_placement_is_solved(scheduling):
    client = Client(quick(application(scheduling.runtime, Web.routes)))
    session = sessions.begin(scheduling.runtime.settings, named("pm"), remember=False, now=real_now())
    client.set_cookie(sessions.COOKIE, session)
    p95(client)
    alone, beside = [], []
    for _ in range(RUNS):
        alone.append(p95(client))
        with Solving() as solving:
            beside.append(p95(client))
    assert solving.solved
    rows = [
        (name, f"{statistics.median(found):.1f} ms", ", ".join(f"{each:.1f}" for each in found))
        for name, found in (("p95 of the overview, alone", alone), ("while 5,600 people are placed", beside))
    ]
    store("pages beside a placement", rows, statistics.median(beside) / statistics.median(alone), 1.5, 1.2)
