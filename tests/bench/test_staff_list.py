"""A list of 10,000 people: looked through and brought in through the API, in portions, with progress.

Everything is the service's own: routes, sign-in, rights, the sheet's reader, PostgreSQL, timers, the outbox; only the
sockets are missing. VERTAIS_BENCH_PEOPLE=1000 makes it shorter. The ratio is 30 s to what it took.
"""

import os
import time
from base64 import b64encode
from threading import Thread

import pytest
from sqlalchemy import func, select

from shared.people import Person
from tests.bench.report import store
from tests.registration.conftest import Season, season
from tests.registration.test_api import Api

__all__ = ["season"]
pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]
PEOPLE = int(os.environ.get("VERTAIS_BENCH_PEOPLE", "10000"))
MOST_SECONDS = 30
HEAD = "Etunimi;Sukunimi;Sähköposti;Yksikkö;Tehtävänimike;Esihenkilön sähköposti;Roolit"
TEAM = 25


def sheet(title: str) -> str:
    """Teams of 25, whose first is the others' supervisor."""
    lines = [HEAD]
    for number in range(PEOPLE):
        boss = f"p{number - number % TEAM}@hyria.example" if number % TEAM else ""
        role = "" if number % TEAM else "esihenkilö"
        lines.append(f"P{number};Esimerkki;p{number}@hyria.example;Torikatu;{title};{boss};{role}")
    return b64encode("\r\n".join(lines).encode()).decode()


def brought_in(season: Season, api: Api, tick, title: str) -> tuple[float, float, dict]:
    """Seconds to look the list through, and to bring it in."""
    begun = time.perf_counter()
    status, told = api.post("/people/lists", {"filename": "h.csv", "employer": "hyria", "content": sheet(title)})
    looked = time.perf_counter() - begun
    assert (status, told["state"], told["total"]) == (201, "ready", PEOPLE), told
    path = f"/people/lists/{told['id']}"
    begun = time.perf_counter()
    assert api.post(f"{path}/bring-in")[0] == 200
    portions = Thread(target=tick, args=(season.runtime,))
    portions.start()
    seen = []
    while (told := api.get(path)[1])["state"] == "running":
        seen.append(told["done"])
        time.sleep(0.5)
    portions.join()
    assert seen == sorted(seen)
    assert len({*seen}) > 1
    return looked, time.perf_counter() - begun, told


def test_ten_thousand_people_come_in_within_half_a_minute_with_progress(season: Season, tick) -> None:
    api = Api(season, season.person("projekti", "opelix", "project_manager").email)
    looked, new, told = brought_in(season, api, tick, "opettaja")
    assert (told["created"], told["done"]) == (PEOPLE, PEOPLE)
    looked_again, changed, told = brought_in(season, api, tick, "lehtori")
    assert (told["changed"], told["created"]) == (PEOPLE, 0)
    with season.runtime.sessions() as session:
        supervised = select(func.count()).where(Person.supervisor_id.is_not(None))
        assert session.scalar(supervised) == PEOPLE - -(-PEOPLE // TEAM)
    rows = [
        (f"{PEOPLE:,} new people, looked through", f"{looked:.1f} s", ""),
        (f"{PEOPLE:,} new people, brought in", f"{new:.1f} s", f"{PEOPLE / new:,.0f} people/s"),
        (f"{PEOPLE:,} known people, looked through", f"{looked_again:.1f} s", ""),
        (f"{PEOPLE:,} changed people, brought in", f"{changed:.1f} s", f"{PEOPLE / changed:,.0f} people/s"),
    ]
    slowest = max(looked + new, looked_again + changed)
    store("staff list", rows, MOST_SECONDS / slowest, 1, 1)
    assert slowest <= MOST_SECONDS
