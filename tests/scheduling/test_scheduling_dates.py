"""Adding dates, breaks from sheets and calendars, busy times of one's own: what is known is shown, and kept no more."""

import re
from datetime import date, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread
from time import process_time

import pytest
from sqlalchemy import select

from services.scheduling import queries
from services.scheduling.commands import Proposal
from services.scheduling.commands.busy.reading import read
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.calendar_errors import CalendarRefused, CalendarTooHeavy, CalendarUnreadable
from services.scheduling.domain.errors import DateHasPassed, MentorDoubleBooked
from services.scheduling.domain.poll_errors import DatesMissing
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import BusyTime, KnownClosure, KnownRegistration
from shared.clock import local_date
from shared.errors import Forbidden
from shared.privacy import retention
from tests.scheduling.conftest import at, named
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, OPE, browser, send  # noqa: F401

NEW = [Slot(date(2014, 2, 13), time(13), time(15, 30)), Slot(date(2014, 1, 16))]
NOW = at("2013-08-01")
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"
EVENT = (
    "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART;TZID=Europe/Helsinki:20131205T120000\r\n"
    "DTEND;TZID=Europe/Helsinki:20131205T140000\r\nSUMMARY:Secret\r\n{}END:VEVENT\r\n"
)
ONE = CALENDAR.format(EVENT.format(1, ""))
HOSTILE = {
    "a million seconds": EVENT.format(1, "RRULE:FREQ=SECONDLY;COUNT=1000000\r\n"),
    "since the year one": EVENT.format(1, "RRULE:FREQ=MINUTELY\r\n").replace("20131205", "00010101"),
    "nested alarms": EVENT.format(1, "BEGIN:VALARM\r\n" * 20_000),
}


def test_dates_are_added_in_one_act_with_a_reserve_date(scheduling):
    scheduling.pass_time("2013-11-19")
    scheduling.does("mentor", "add_dates", named("siht2"), NEW, Slot(date(2014, 3, 13)))
    added = [scheduling.meeting("siht2", each) for each in ("2014-01-16", "2014-02-13")]
    assert [(each.number, each.start) for each in added] == [(5, None), (6, time(13))]
    assert scheduling.reserve("siht2").state_ == "held_available"
    assert scheduling.series("siht2").meetings_planned == 6
    assert len(scheduling.told("series_dates_added")) == 1


@pytest.mark.parametrize(
    "slots, error",
    [
        ([], DatesMissing),
        ([Slot(date(2013, 8, 1), time(8), time(9))], DateHasPassed),
        ([NEW[0], Slot(date(2013, 12, 12), time(15), time(17))], MentorDoubleBooked),
    ],
)
def test_dates_that_cannot_be_added_add_nothing(scheduling, slots, error):
    with pytest.raises(error):
        scheduling.does("mentor", "add_dates", named("siht2"), slots)
    assert scheduling.series("siht2").meetings_planned == 4
    assert scheduling.told("series_dates_added") == []


def test_only_who_leads_the_group_adds_dates(scheduling):
    with pytest.raises(Forbidden):
        scheduling.does("ope1", "add_dates", named("ope"), NEW)


def test_a_group_of_which_only_the_first_meeting_is_dated_waits_for_the_rest(empty):
    """Dates agreed in the first meeting (R30)."""
    first = [{"id": named("first"), "number": 1, "date": "2013-08-29", "start": "13:00", "end": "15:30"}]
    empty.deliver(empty.runtime, *empty.everybody(), empty.group("ope", planned_meetings=first, reserve_dates=[]))
    empty.pass_time("2013-08-29 16:00")
    empty.does("mentor", "record_attendance", named("first"), Exceptions())
    assert empty.told("group_finished") == []
    empty.does("mentor", "add_dates", named("ope"), [Slot(date(2013, 9, 19))])
    assert empty.meeting("ope", "2013-09-19").number == 2
    empty.pass_time("2013-11-30")
    assert empty.told("group_finished") == []


def test_a_group_that_never_agreed_on_the_rest_ends_after_sixty_days(empty):
    first = [{"id": named("first"), "number": 1, "date": "2013-08-29", "start": "13:00", "end": "15:30"}]
    empty.deliver(empty.runtime, *empty.everybody(), empty.group("ope", planned_meetings=first, reserve_dates=[]))
    empty.pass_time("2013-08-29 16:00")
    empty.does("mentor", "record_attendance", named("first"), Exceptions())
    empty.pass_time("2013-10-29")
    assert len(empty.told("group_finished")) == 1


def test_dates_are_looked_at_before_they_are_saved(browser, scheduling):  # noqa: F811
    client, path = browser("mentor"), f"{OPE}/dates"
    page = send(client, path, meetings="6.12.2013 13.00–15.30\n17.10.2013", reserve_date="9.1.2014")
    for each in ("Independence Day", "Not the group", "School break: Hyria", "(usual week, not confirmed)"):
        assert each in page.text
    assert scheduling.told("series_dates_added") == []
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    pairs = [*re.findall(r'type="hidden" name="(meetings)" value="([^"]*)"', page.text)]
    answer = client.post(path, data=hidden | {"meetings": "\n".join(value for _, value in pairs)})
    assert "The dates are saved" in client.get(answer.location).text
    assert scheduling.meeting("ope", "2013-10-17").start is None


def test_the_api_checks_proposes_and_adds(browser, scheduling):  # noqa: F811
    mentor, path = browser("mentor"), f"{API}/groups/{named('ope')}/dates"
    checked = mentor.post(f"{path}/check", json={"meetings": ["2013-12-06 13:00-15:30"]}, headers=BY_SCRIPT).json
    assert "public_holiday" in [each["code"] for each in checked[0]["flags"]]
    assert len(mentor.get(f"{path}/proposal?count=3&since=2014-01-07").json) == 3
    assert mentor.post(path, json={"meetings": ["2014-01-16"]}, headers=BY_SCRIPT).status_code == 201
    assert mentor.post(path, json={"meetings": ["tomorrow"]}, headers=BY_SCRIPT).status_code == 422
    assert browser("ope1").post(path, json={"meetings": ["2014-01-16"]}, headers=BY_SCRIPT).status_code == 403


def test_breaks_of_a_sheet_are_shown_before_they_are_saved_with_every_line_that_was_not_read(browser, scheduling):  # noqa: F811
    client = browser("coordinator")
    sheet = "from;to;kind\n21.10.2013;27.10.2013;loma\n30.2.2014;1.3.2014\n2014-03-05;2014-03-01;koe\n1.12.2013;;x"
    page = send(client, "/scheduling/closures", organisation="hyria", sheet=sheet).text
    assert "3 lines were not read" in page
    for each in ("line 3: a date is missing", "line 4: the last day is before", "line 5: write loma"):
        assert each in page
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert "The breaks are saved" in client.get(client.post("/scheduling/closures", data=hidden).location).text
    with scheduling.runtime.sessions() as session:
        assert [each.first for each in session.scalars(select(KnownClosure))] == [date(2013, 10, 21)]
    page = send(browser("mentor"), f"{OPE}/dates", meetings="24.10.2013\n17.10.2013").text
    assert page.count("School break: Hyria") == 1


@pytest.mark.parametrize(
    "who, organisation, status", [("ope1", "hyria", 403), ("coordinator", "tavastia", 403), ("pm", "hyria", 200)]
)
def test_breaks_are_told_by_the_organisations_coordinator_or_the_networks(browser, who, organisation, status):  # noqa: F811
    body = {"organisation": organisation, "sheet": "21.10.2013;27.10.2013", "seen": True}
    assert browser(who).post(f"{API}/closures", json=body, headers=BY_SCRIPT).status_code == status


def test_breaks_come_from_a_calendar_file_too(browser, scheduling):  # noqa: F811
    days = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20131021\r\nDTEND;VALUE=DATE:20131026\r\nEND:VEVENT\r\n"
    file = (BytesIO(CALENDAR.format(days).encode()), "breaks.ics")
    page = send(browser("coordinator"), "/scheduling/closures", organisation="hyria", file=file).text
    assert "2013-10-21;2013-10-25;school_break;" in page


def test_only_busy_times_of_a_calendar_are_kept_and_fill_in_answers(browser, scheduling):  # noqa: F811
    scheduling.pass_time("2013-11-19")
    client = browser("ope1")
    answer = send(client, "/scheduling/busy", file=(BytesIO(ONE.encode()), "mine.ics"))
    assert "1 busy time is kept" in client.get(answer.location).text
    with scheduling.runtime.sessions() as session:
        (kept,) = session.scalars(select(BusyTime))
        assert (kept.begins, kept.ends) == (at("2013-12-05 12:00"), at("2013-12-05 14:00"))
        assert {each.name for each in BusyTime.__table__.c} == {"person_id", "begins", "ends"}
    slots = [Slot(date(2013, 12, 5), time(13), time(15)), Slot(date(2013, 12, 10), time(13), time(15))]
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(slots))
    page = client.get(f"/scheduling/polls/{poll.id}").text
    assert (page.count('value="no" checked'), page.count("checked")) == (1, 1)
    assert "1 person has another meeting" in page
    assert "Secret" not in page
    forgotten = client.delete(f"{API}/busy", headers=BY_SCRIPT)
    assert forgotten.json == {"kept": 0}


def test_a_busy_time_is_forgotten_by_the_retention_a_month_after_it_is_over(scheduling):
    scheduling.pass_time("2013-11-19")
    assert scheduling.does("ope1", "import_busy_times", ONE.encode()) == 1
    with scheduling.runtime.sessions() as session:
        over = local_date(session.scalars(select(BusyTime.ends)).one())
    for days, kept in ((30, 1), (31, 0)):
        scheduling.pass_time(f"{over + timedelta(days=days)} 05:00")
        retention.run(scheduling.runtime)
        with scheduling.runtime.sessions() as session:
            assert len(session.scalars(select(BusyTime)).all()) == kept


def test_what_was_told_at_registration_fills_in_answers(scheduling):
    scheduling.pass_time("2013-11-19")
    told = {
        "person_id": str(named("ope1")),
        "availability": [{"slot": "thu_pm", "answer": "if_needed"}, {"slot": "tue_pm", "answer": "yes"}],
        "away_weeks": ["2013-W51"],
    }
    with scheduling.runtime.sessions.begin() as session:
        session.add(
            KnownRegistration(id=named("r"), organisation="opelix", version=1, call_id=named("verme-2013s"), data=told)
        )
    days = [date(2013, 12, 5), date(2013, 12, 10), date(2013, 12, 13), date(2013, 12, 17)]
    slots = [Slot(each, time(13), time(15)) for each in days]
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(slots))
    with scheduling.runtime.work(scheduling.actor("ope1")) as work:
        view = queries.poll(work, poll.id)
        assert [view.suggested[each.id] for each in view.options] == ["if_needed", "yes", "no", "no"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_calendar_costs_the_service_no_second_and_ends_in_a_message(name):
    began = process_time()
    with pytest.raises((CalendarTooHeavy, CalendarUnreadable)):
        read(CALENDAR.format(HOSTILE[name]).encode(), None, NOW)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "content, many",
    [
        (ONE.replace("\r\n", "\r"), 1),
        (ONE.replace("20131205T12", "20130231T12"), 0),
        (CALENDAR.format(EVENT.format(1, "TRANSP:TRANSPARENT\r\n") + EVENT.format(2, "STATUS:CANCELLED\r\n")), 0),
        (
            CALENDAR.format(
                EVENT.format(1, "RRULE:FREQ=WEEKLY;UNTIL=99991231T000000Z\r\n").replace("20131205", "20131017")
            ),
            47,
        ),
        (CALENDAR.format("BEGIN:VFREEBUSY\r\nFREEBUSY:20131024T100000Z/PT1H\r\nEND:VFREEBUSY\r\n"), 1),
    ],
)
def test_odd_calendars_are_read_as_far_as_they_make_sense(content, many):
    assert len(read(content.encode(), None, NOW)) == many


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_says_so(content):
    with pytest.raises(CalendarUnreadable):
        read(content, None, NOW)


def test_a_weekly_lecture_stays_at_its_hour_over_the_change_of_clock():
    event = EVENT.format(1, "RRULE:FREQ=WEEKLY;COUNT=2\r\n").replace("20131205", "20131024")
    begins = [begin.isoformat() for begin, _ in read(CALENDAR.format(event).encode(), None, NOW)]
    assert begins == ["2013-10-24T09:00:00+00:00", "2013-10-31T10:00:00+00:00"]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://a@1.1.1.1/",
    ],
)
def test_addresses_of_private_networks_are_refused(address):
    with pytest.raises(CalendarRefused):
        read(b"", address, NOW)


class _Calendar(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/mine.ics" else 302)
        self.send_header("Location", "/mine.ics")
        self.end_headers()
        self.wfile.write(ONE.encode())

    def log_message(self, *args):
        pass


def test_an_address_is_read_where_settings_allow_it_and_redirects_are_not_followed():
    server = HTTPServer(("127.0.0.1", 0), _Calendar)
    Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    try:
        assert len(read(b"", f"{root}/mine.ics", NOW, private=True)) == 1
        with pytest.raises(CalendarUnreadable):
            read(b"", f"{root}/elsewhere", NOW, private=True)
    finally:
        server.shutdown()
