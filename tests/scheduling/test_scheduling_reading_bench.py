"""The calendar of somebody with 500 meetings, and the coordinator's overview of 1,000 groups, through the service.

Everything is the service's own: routes, sign-in, rights, PostgreSQL, templates; only the sockets are missing. The
ratio is what the slower of the two may take to what it took of the processor's time.
"""

import statistics
from datetime import date, time, timedelta
from time import perf_counter, process_time

import pytest
from sqlalchemy.dialects.postgresql import Range
from werkzeug.test import Client

from services.scheduling import commands, queries
from services.scheduling.domain.slots import Slot
from services.scheduling.service import Web
from services.scheduling.tables import Booking, Meeting, Series
from shared.clock import real_now
from shared.people import sessions
from shared.web.service import application
from tests.bench.report import store
from tests.scheduling.conftest import PM, named, quick

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
GROUPS, LED, RUNS = 1000, 100, 20
FEED_MS, OVERVIEW_MS = 50, 300


def dates(number):
    """Five dates a month apart; groups of the same mentor never meet at the same time."""
    first, hour = date(2013, 8, 5) + timedelta(days=number // 5 % 25), 8 + 2 * (number % 5)
    for each in range(1, 6):
        yield each, first + timedelta(days=28 * each), time(hour), time(hour + 1, 30)


def many_groups(scheduling):
    """A thousand groups of seven, the first hundred of one mentor; what the events of a year would leave behind."""
    people = [scheduling.person("pm", "tavastia", roles=[PM]), scheduling.person("busy", "tavastia")]
    groups = [
        scheduling.group(
            "ope",
            "group_planned",
            id=named(f"many {number}"),
            name={"fi": f"Ryhmä {number:04}", "sv": None, "en": None},
            mentor_ids=[named("busy" if number < LED else f"m{number}")],
            member_ids=[named(f"p{(number * 7 + each) % 500}") for each in range(7)],
        )
        for number in range(GROUPS)
    ]
    scheduling.deliver(scheduling.runtime, *people, *groups)
    with scheduling.runtime.work() as work:
        for number in range(GROUPS):
            series, *meetings = rows(number)
            work.session.add(series)
            work.session.flush()
            work.session.add_all(meetings)
        commands.ensure_feed(work, named("busy"))


def rows(number):
    """The series of a group with its meetings and the mentor's time."""
    group, mentor = named(f"many {number}"), named("busy" if number < LED else f"m{number}")
    same = {"organisation": "opelix", "version": 1, "mentor_ids": [mentor]}
    numbers = {"meetings_planned": 5, "meetings_held": 0, "meetings_moved": 0}
    yield Series(
        id=group, call_id=named("call"), scope="network", reporting_year=2013, state_="planned", **numbers, **same
    )
    for each, day, start, end in dates(number):
        slot = Slot(day, start, end)
        during = Range(slot.starts_at, slot.ends_at)
        meeting = Meeting(
            group_id=group,
            number=each,
            date=day,
            start=start,
            end=end,
            state_="scheduled",
            venue={"name": "Ammattiopisto Tavastia", "town": "Hämeenlinna"},
            bookings=[Booking(mentor_id=mentor, during=during)],
            **same,
        )
        yield meeting


def milliseconds(client, path, holds):
    """Of several answers the processor's time in the service, and how long they took; the first ones left out."""
    found = []
    for _ in range(RUNS + 2):
        began, worked = perf_counter(), process_time()
        answer = client.get(path)
        found.append(((process_time() - worked) * 1000, (perf_counter() - began) * 1000))
        assert answer.status_code == 200
        assert answer.data.count(holds[0]) == holds[1]
    return [statistics.median(each) for each in zip(*found[2:], strict=True)]


def test_a_calendar_of_500_meetings_and_an_overview_of_1000_groups_are_quick(empty):
    many_groups(empty)
    client = Client(quick(application(empty.runtime, Web.routes)))
    with empty.runtime.work(empty.actor("busy")) as work:
        path = queries.calendar_path(work)
    feed = milliseconds(client, path, (b"BEGIN:VEVENT", 500))
    session = sessions.begin(empty.runtime.settings, named("pm"), remember=False, now=real_now())
    client.set_cookie(sessions.COOKIE, session)
    overview = milliseconds(client, "/scheduling/overview", (b"/scheduling/groups/", 50))
    told = [
        (name, f"{busy:.1f} ms", f"goal {goal} ms; {whole:.1f} ms until the answer, beside what else ran")
        for name, (busy, whole), goal in (
            ("a calendar of 500 meetings", feed, FEED_MS),
            ("the overview of 1,000 groups", overview, OVERVIEW_MS),
        )
    ]
    ratio = min(FEED_MS / feed[0], OVERVIEW_MS / overview[0])
    store("calendars and overview", told, ratio, 0.1, 1)
    assert ratio >= 1
