"""What the kit writes of a calendar is what calendar programs read."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from ics import Calendar as Ics

from shared import ics
from shared.clock import HELSINKI

STAMP = datetime(2013, 8, 1, 6, tzinfo=UTC)
AUTUMN = datetime(2013, 11, 7, 11, tzinfo=UTC)


def event(**more):
    given = {"uid": "a@example.org", "sequence": 3, "stamp": STAMP, "begins": AUTUMN, "summary": "Ryhmä"}
    return ics.Event(**{**given, "ends": AUTUMN + timedelta(hours=2), "status": "CONFIRMED", **more})


def written(*events, **more):
    return ics.calendar(events, "tests", **more)


def only(body):
    (found,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return found


@given(st.text(max_size=300), st.text(st.characters(codec="utf-8"), max_size=300))
def test_no_text_breaks_out_of_its_line(summary, location):
    body = written(event(summary=summary, location=location))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.count(b"BEGIN:VEVENT") == len(icalendar.Calendar.from_ical(body).walk("VEVENT")) == 1
    assert body.decode().endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "text", ["Tieto; taito, ja\nteko", "å" * 100, "🦉" * 60, "x" * 74, "x" * 75, "END:VEVENT", '"lainaus"']
)
def test_three_programs_read_the_same_text(text):
    body = written(event(summary=text)).decode()
    assert str(only(body.encode())["SUMMARY"]) == text
    assert vobject.readOne(body).vevent.summary.value == text
    (read,) = Ics(body).events
    assert read.name == text


def test_times_are_finnish_and_the_stamp_is_utc():
    found = only(written(event()))
    assert found["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert found["DTSTART"].dt.astimezone(HELSINKI).hour == 13
    assert found["DTSTAMP"].dt == STAMP


def test_a_day_is_a_day_without_hours():
    found = only(written(event(begins=date(2013, 9, 5), ends=date(2013, 9, 6), busy=False)))
    assert (found["DTSTART"].dt, found["DTEND"].dt, str(found["TRANSP"])) == (
        date(2013, 9, 5),
        date(2013, 9, 6),
        "TRANSPARENT",
    )


@pytest.mark.parametrize("year", [1970, 2013, 9999])
def test_the_edges_of_time_are_written(year):
    day = date(year, 12, 31) if year > 1970 else date(1970, 1, 1)
    assert only(written(event(begins=day, ends=day)))["DTSTART"].dt == day
