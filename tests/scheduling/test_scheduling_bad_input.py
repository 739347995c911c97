"""Hostile and broken input from outside: addresses that nobody gave, calendars and sheets that make no sense.

Each ends in an answer that says what to do, never in an error of the service, and never costs it a second.
"""

from contextlib import suppress
from io import BytesIO
from time import process_time
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scheduling import queries
from services.scheduling.commands import Proposal, ThemeGiven
from services.scheduling.commands.busy.reading import read
from services.scheduling.domain import closure_files
from services.scheduling.domain.calendar_errors import CalendarUnreadable
from shared.people import links
from tests.scheduling.conftest import at, named
from tests.scheduling.test_bar import SLOTS
from tests.scheduling.test_scheduling_dates import CALENDAR, EVENT, HOSTILE, ONE
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, OPE, browser, send

__all__ = ["browser"]
NOW = at("2013-08-01")
DAY = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nEND:VEVENT\r\n"
EVERY_HALF_HOUR = "RRULE:FREQ=MINUTELY;INTERVAL=30\r\n"
CORPUS = {
    **{name: CALENDAR.format(events) for name, events in HOSTILE.items()},
    "cut off in an event": ONE[:120],
    "cut off in a line": ONE[:-40] + "DTSTA",
    "an end without a beginning": "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n",
    "lines that end in a lone CR": ONE.replace("\r\n", "\r"),
    "30 February": ONE.replace("20131205", "20130230"),
    "hour 25": ONE.replace("T120000", "T250000"),
    "month 13": ONE.replace("20131205", "20131305"),
    "a year of five digits": ONE.replace("20131205", "120131205"),
    "1970": ONE.replace("20131205", "19700101"),
    "the year 1": ONE.replace("20131205", "00010101"),
    "the end of time": ONE.replace("20131205", "99991231"),
    "weekly until the end of time": CALENDAR.format(
        EVENT.format(1, "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z\r\n").replace("20131205", "19700101")
    ),
    "a rule that is no rule": CALENDAR.format(EVENT.format(1, "RRULE:FREQ=SOMETIMES;COUNT=x\r\n")),
    "a million rules": CALENDAR.format(EVENT.format(1, "RRULE:FREQ=DAILY\r\n" * 20_000)),
    "a million dates left out": CALENDAR.format(
        EVENT.format(1, "RRULE:FREQ=DAILY\r\n" + "EXDATE:20131206T100000Z\r\n" * 30_000)
    ),
    "a zone that nobody knows": ONE.replace("Europe/Helsinki", "Mars/Olympus"),
    "a zone of its own": CALENDAR.format("BEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE\r\n" + EVENT.format(1, "")),
    "an hour that the spring leaves out": ONE.replace("20131205T12", "20140330T03").replace(
        "20131205T14", "20140330T05"
    ),
    "an hour that the autumn repeats": ONE.replace("20131205T12", "20131027T03").replace("20131205T14", "20131027T04"),
    "an end before its beginning": ONE.replace("20131205T140000", "20131204T140000"),
    "a day that lasts a century": CALENDAR.format(DAY.format(1, "20130801", "21130801")),
    "a length of a million weeks": CALENDAR.format(
        EVENT.format(1, "").replace("DTEND;TZID=Europe/Helsinki:20131205T140000", "DURATION:P1000000W")
    ),
    "nothing but zeros": "\0" * 10_000,
    "a picture": "\x89PNG\r\n\x1a\n" + "x" * 5000,
    "one line of a megabyte": CALENDAR.format("X-LONG:" + "y" * 900_000 + "\r\n"),
    "deeper and deeper": "BEGIN:VCALENDAR\r\n" * 30_000,
}


@pytest.mark.parametrize("name", CORPUS)
def test_whatever_a_calendar_holds_it_ends_in_times_or_a_message_within_a_second_of_the_service(name):
    content, began = CORPUS[name].encode(), process_time()
    with suppress(CalendarUnreadable):
        found = read(content, None, NOW)
        assert all(begin < end for begin, end in found)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "name, begins",
    [
        ("an hour that the spring leaves out", "2014-03-30T01:00:00+00:00"),
        ("an hour that the autumn repeats", "2013-10-27T00:00:00+00:00"),
    ],
)
def test_an_hour_that_a_change_of_clock_leaves_out_or_repeats_is_read_as_the_standard_says(name, begins):
    assert [begin.isoformat() for begin, _ in read(CORPUS[name].encode(), None, NOW)] == [begins]


@pytest.mark.parametrize("name", ["nested alarms", "1970", "30 February", "the end of time", "a picture"])
def test_the_page_of_busy_times_answers_a_broken_calendar_in_words(scheduling, browser, name):
    client, path = browser("ope1"), f"{OPE}/busy"
    page = client.get(path)
    path = path if page.status_code == 200 else "/scheduling/busy"
    answer = send(client, path, file=(BytesIO(CORPUS[name].encode()), "mine.ics"))
    assert answer.status_code in (303, 422)
    answer = client.put(f"{API}/busy", json={"calendar": CORPUS[name]}, headers=BY_SCRIPT)
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or answer.json["code"]


@pytest.mark.parametrize(
    "name", ["nested alarms", "since the year one", "30 February", "a picture", "deeper and deeper"]
)
def test_breaks_from_a_broken_calendar_are_answered_in_words(scheduling, browser, name):
    body = {"organisation": "tavastia", "sheet": CORPUS[name], "seen": False}
    answer = browser("pm").post(f"{API}/closures", json=body, headers=BY_SCRIPT)
    assert answer.status_code in (200, 422)
    assert answer.status_code == 422 or answer.json["closures"] == []


@pytest.mark.parametrize("line", ["9999-12-31;9999-12-31;loma", "0001-01-01;0001-01-02;loma", "1.1.0000;2.1.0000;loma"])
def test_breaks_at_the_ends_of_time_are_no_breaks(scheduling, browser, line):
    body = {"organisation": "tavastia", "sheet": f"alkaa;päättyy;laji\n{line}", "seen": False}
    answer = browser("pm").post(f"{API}/closures", json=body, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json["faults"]) == (200, [{"line": 2, "fault": "date"}])
    answer = browser("pm").post(f"{API}/closures", json={**body, "seen": True}, headers=BY_SCRIPT)
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "9999-12-31", "2013-02-30", "12013-08-01", ""])
def test_a_day_at_the_ends_of_time_is_answered_in_words_wherever_a_day_is_asked_for(scheduling, browser, day):
    scheduling.pass_time("2013-11-19")
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    scheduling.does("ope1", "add_theme", named("ope"), ThemeGiven("Teema", 1))
    group, last = f"{API}/groups/{named('ope')}", f"{API}/meetings/{named('ope 2013-12-12')}"
    moved = {"reason": "other", "instead": "new_date", "date": day, "start": "13:00", "end": "15:00"}
    refused = [
        ("POST", f"{group}/dates", {"meetings": [f"{day} 13:00-15:30"]}),
        ("POST", f"{group}/dates", {"meetings": ["2014-01-16 13:00-15:30"], "reserve_date": day or "x"}),
        ("POST", f"{group}/polls", {"options": [f"{day} 13:00-15:30", "2014-01-16 13:00-15:30"]}),
        ("POST", f"{group}/dates/check", {"meetings": [f"{day} 13:00-15:30"]}),
        ("PUT", f"{API}/polls/{poll.id}/deadline", {"closes_on": day}),
        ("POST", f"{last}/cancellation", moved),
    ]
    answered = [
        ("PUT", f"{group}/agreement", {"agreed_on": day or None}),
        ("PUT", f"{group}/plan/agreed", {"agreed_on": day}),
        ("GET", f"{group}/dates/proposal?since={day}&every=2&count=12", None),
    ]
    client = browser("mentor")
    for how, path, body in refused:
        answer = client.open(path, method=how, json=body, headers=BY_SCRIPT)
        assert answer.status_code in (409, 422), path
        assert answer.json["code"]
    typed = send(client, f"{OPE}/dates", meetings=f"{day} 13.00–15.30", reserve_date=day)
    assert typed.status_code == 422
    assert f"{day} 13.00–15.30" in typed.text
    for page in ("dates", "polls/new"):
        assert client.get(f"{OPE}/{page}?since={day}&count=4&every=month&weekday=3").status_code == 200
    for how, path, body in answered:
        answer = client.open(path, method=how, json=body, headers=BY_SCRIPT)
        assert answer.status_code in (200, 409, 422), path


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_sheet_breaks_the_reading(text):
    sheet = closure_files.read(text, "hyria")
    assert all(each.first <= each.last for each in sheet.closures)


def test_addresses_that_nobody_gave_find_nothing_whatever_they_look_like(scheduling, browser):
    scheduling.pass_time("2013-11-19")
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    with scheduling.runtime.work(scheduling.actor("ope1")) as work:
        calendar = queries.calendar_path(work)
    secret = calendar.removeprefix("/scheduling/calendar/").removesuffix(".ics")
    mint = links.mint
    theirs = mint(scheduling.runtime.settings, "poll", poll.id, named("siht11"), at("2014-12-31"))
    old = mint(scheduling.runtime.settings, "poll", poll.id, named("ope1"), at("2013-11-01"))
    other = mint(scheduling.runtime.settings, "attendance", poll.id, named("ope1"), at("2014-12-31"))
    gone = mint(scheduling.runtime.settings, "poll", uuid4(), named("ope1"), at("2014-12-31"))
    paths = [
        f"/scheduling/calendar/{each}.ics" for each in (secret[:-1], secret + "a", "x" * 43, "%00", "é", secret.lower())
    ]
    paths += [f"/scheduling/{kind}/{secret}" for kind in ("group-calendar", "host")]
    paths += [f"/scheduling/group-calendar/{secret}.ics", f"/scheduling/host/{secret}"]
    paths += [f"/scheduling/poll/{each}" for each in (other, theirs[:-1], "x", "." * 50, secret)]
    client = browser()
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    once_given = [f"/scheduling/poll/{each}" for each in (old, theirs, gone)]
    assert {path: client.get(path).status_code for path in once_given} == dict.fromkeys(once_given, 410)


def test_the_address_of_a_calendar_is_found_by_its_hash_so_that_no_time_tells_how_much_of_it_is_right(scheduling):
    with scheduling.runtime.sessions() as session:
        kept = session.connection().exec_driver_sql("SELECT token_hash FROM feeds").scalars().all()
    assert {len(each) for each in kept} == {64}
