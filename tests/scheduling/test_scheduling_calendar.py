"""The calendar subscription, parsed back as a calendar program would."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from werkzeug.test import Client

from services.scheduling import queries
from services.scheduling.commands import Replacement
from services.scheduling.service import Web
from shared import feeds
from shared.people.seen import watch
from shared.web import handling
from shared.web.service import application
from tests.scheduling.conftest import named

JANUARY = "siht1 2014-01-09"


@pytest.fixture
def client(scheduling):
    return Client(application(scheduling.runtime, Web.routes))


def address(scheduling, who):
    with scheduling.runtime.work(scheduling.actor(who)) as work:
        return queries.calendar_path(work)


def entries(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    parsed = Calendar.from_ical(answer.data)
    assert parsed["METHOD"] == "PUBLISH"
    return {str(each["UID"]): each for each in parsed.walk("VEVENT")}


def uid(name):
    return f"{named(name)}@opelix.vertaisverkko"


def test_a_mentor_has_every_meeting_and_reserve_date_of_all_groups(scheduling, client):
    found = entries(client, address(scheduling, "mentor"))
    assert len(found) == 13 + 2


def test_a_member_has_their_own_group_only_and_nobodys_address(scheduling, client):
    path = address(scheduling, "siht11")
    assert len(entries(client, path)) == 5
    body = client.get(path).data
    assert b"ATTENDEE" not in body
    assert b"hyria.example" not in body
    assert b"Esimerkki" not in body


def test_for_a_calendar_nobodys_card_is_read_but_the_owners(scheduling, client, monkeypatch):
    """So the access log, which cannot know who comes by a secret address, misses nothing (ADR 10)."""
    read = []
    monkeypatch.setattr(handling, "watch", lambda session: read.append(watch(session)) or read[-1])
    made = scheduling.does("mentor", "renew_group_address", named("ope"), "calendar")
    secret = feeds.token(scheduling.runtime.settings.secret, f"calendar:{made.nonce}")
    for path in (address(scheduling, "ope1"), f"/scheduling/group-calendar/{secret}.ics"):
        assert len(entries(client, path)) >= 5
    assert [set(each) for each in read] == [{named("ope1")}, set()]


def test_local_times_hold_over_the_change_of_summer_time(scheduling, client):
    found = entries(client, address(scheduling, "ope1"))
    helsinki = ZoneInfo("Europe/Helsinki")
    for day, utc_hour in (("2013-10-10", 10), ("2013-11-07", 11)):
        start = found[uid(f"ope {day}")]["DTSTART"].dt
        assert start.astimezone(helsinki).time() == time(13)
        assert start.astimezone(ZoneInfo("UTC")).hour == utc_hour
        assert found[uid(f"ope {day}")]["DTSTART"].params["TZID"] == "Europe/Helsinki"


def test_the_time_zone_is_a_short_fixed_block(scheduling, client):
    parsed = Calendar.from_ical(client.get(address(scheduling, "ope1")).data)
    (zone,) = parsed.walk("VTIMEZONE")
    assert len(zone.to_ical()) < 500
    made = zone.to_tz()
    assert datetime(2013, 10, 10, 13, tzinfo=made).utcoffset() == timedelta(hours=3)
    assert datetime(2013, 11, 7, 13, tzinfo=made).utcoffset() == timedelta(hours=2)


def test_an_open_time_is_a_tentative_day_that_becomes_a_meeting_under_the_same_uid(scheduling, client):
    path = address(scheduling, "siht21")
    before = entries(client, path)[uid("siht2 2013-09-05")]
    assert (before["DTSTART"].dt, before["STATUS"], before["SEQUENCE"]) == (date(2013, 9, 5), "TENTATIVE", 0)
    scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15, 30))
    after = entries(client, path)[uid("siht2 2013-09-05")]
    assert after["DTSTART"].dt.time() == time(13)
    assert (after["STATUS"], after["SEQUENCE"]) == ("CONFIRMED", 1)


def test_a_reserve_date_is_held_and_becomes_the_replacement_under_the_same_uid(scheduling, client):
    scheduling.pass_time("2013-11-19")
    path = address(scheduling, "siht11")
    before = entries(client, path)[uid(JANUARY)]
    assert before["STATUS"] == "TENTATIVE"
    assert str(before["SUMMARY"]).endswith("varattu – vain jos jokin tapaaminen peruuntuu")
    scheduling.does("mentor", "cancel_meeting", named("siht1 2013-11-21"), "mentor_ill", Replacement("reserve_date"))
    after = entries(client, path)
    assert after[uid(JANUARY)]["STATUS"] == "CONFIRMED"
    assert after[uid(JANUARY)]["SEQUENCE"] > before["SEQUENCE"]
    assert after[uid("siht1 2013-11-21")]["STATUS"] == "CANCELLED"
    assert len(after) == 5
    scheduling.does("mentor", "undo_cancellation", named("siht1 2013-11-21"))
    undone = entries(client, path)
    assert undone[uid(JANUARY)]["STATUS"] == "TENTATIVE"
    assert undone[uid(JANUARY)]["SEQUENCE"] > after[uid(JANUARY)]["SEQUENCE"]
    assert undone[uid("siht1 2013-11-21")]["STATUS"] == "CONFIRMED"


def test_a_lapsed_reserve_date_leaves_the_calendar(scheduling, client):
    scheduling.pass_time("2013-11-29")
    assert entries(client, address(scheduling, "ope1"))[uid("ope 2013-11-28")]["STATUS"] == "CANCELLED"
    scheduling.set_clock("2014-02-15")
    assert uid("ope 2013-11-28") not in entries(client, address(scheduling, "ope1"))


def test_the_calendar_speaks_the_language_of_its_person(scheduling, client):
    path = address(scheduling, "ope1")
    scheduling.deliver(scheduling.runtime, scheduling.person("ope1", language="sv"))
    assert "träff 1" in str(entries(client, path)[uid("ope 2013-08-29")]["SUMMARY"])


def test_an_unchanged_calendar_is_the_same_bytes(scheduling, client):
    path = address(scheduling, "mentor")
    assert client.get(path).data == client.get(path).data


def test_a_new_address_ends_the_old_one(scheduling, client):
    old = address(scheduling, "ope1")
    scheduling.does("ope1", "renew_feed")
    assert client.get(old).status_code == 404
    assert len(entries(client, address(scheduling, "ope1"))) == 6


def test_an_address_is_not_guessed_and_not_kept_anywhere(scheduling, client):
    path = address(scheduling, "ope1")
    secret = path.removeprefix("/scheduling/calendar/").removesuffix(".ics")
    assert len(secret) == 43
    assert client.get(path.replace(secret, secret[:-1] + "_")).status_code == 404
    assert client.get(path).headers["Cache-Control"] == "no-store"
    with scheduling.runtime.sessions() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM feeds").all()
        assert not any(secret in str(each) for each in rows)


def test_somebody_who_left_the_group_has_it_no_longer_in_the_calendar(scheduling, client):
    path = address(scheduling, "ope1")
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_changed", member_ids=[named("ope2")]))
    assert entries(client, path) == {}
