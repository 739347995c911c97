"""From a confirmed group to meetings, whatever the order in which events arrive."""

import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from services.scheduling.tables import Booking, Feed, KnownGroup, Meeting
from tests.scheduling.conftest import DATES, named


def test_a_confirmed_group_gets_its_meetings_under_the_ids_of_the_plan(scheduling):
    told = scheduling.told("meeting_scheduled", "reserve_date_held", "series_scheduled")
    assert Counter(name for name, _ in told) == {"meeting_scheduled": 13, "reserve_date_held": 2, "series_scheduled": 3}
    ids = {data["id"] for name, data in told if name == "meeting_scheduled"}
    assert ids == {str(named(f"{group} {day}")) for group, days in DATES.items() for day in days}


def test_open_times_stay_open_in_what_is_published(scheduling):
    siht2 = [data for _, data in scheduling.told("meeting_scheduled") if data["group_id"] == str(named("siht2"))]
    assert [(each["start"], each["end"]) for each in siht2] == [(None, None)] * 4


def test_a_series_says_what_is_planned(scheduling):
    told = {data["id"]: data["meetings_planned"] for _, data in scheduling.told("series_scheduled")}
    assert told == {str(named("ope")): 5, str(named("siht1")): 4, str(named("siht2")): 4}


def test_a_group_that_is_not_confirmed_has_no_meetings(empty):
    empty.deliver(empty.runtime, empty.group("ope", "group_opened", state="registering", occasions={}))
    assert empty.emitted(empty.runtime) == []


@pytest.mark.parametrize("seed", range(4))
def test_events_shuffled_doubled_and_late_give_the_same_series_once(empty, seed):
    opened = empty.group("ope", "group_opened", state="registering", occasions={}, member_ids=[])
    confirmed = empty.group("ope")
    changed = empty.group("ope", "group_changed", occasions=confirmed.data["occasions"], member_ids=[named("ope1")])
    stream = [opened, confirmed, changed, *empty.everybody()] * 2
    random.Random(seed).shuffle(stream)
    for each in stream:
        empty.deliver(empty.runtime, each)
    assert len(empty.told("series_scheduled")) == 1
    assert len(empty.told("meeting_scheduled")) == 5
    with empty.runtime.sessions() as session:
        assert session.get_one(KnownGroup, named("ope")).member_ids == [named("ope1")]


def test_a_group_confirmed_again_keeps_its_meetings(scheduling):
    scheduling.deliver(scheduling.runtime, scheduling.group("ope"))
    assert len(scheduling.told("series_scheduled")) == 3


def test_a_group_that_arrives_late_catches_up_with_time(empty):
    empty.set_clock("2013-09-01")
    empty.deliver(empty.runtime, *empty.everybody(), empty.group("ope"))
    empty.tick(empty.runtime)
    assert [data["date"] for _, data in empty.told("meeting_held")] == ["2013-08-29"]
    assert empty.series("ope").state_ == "active"


def test_everybody_in_a_confirmed_group_has_a_calendar_address(scheduling):
    with scheduling.runtime.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Feed)) == 7 + 9 + 6 + 1


def test_a_mentor_confirmed_for_two_meetings_at_once_is_shown_not_hidden(scheduling):
    clash = [{"id": named("clash"), "number": 1, "date": "2013-08-29", "start": "14:00", "end": "16:00"}]
    other = scheduling.group("siht2", planned_meetings=clash)
    other = scheduling.event(other.contract, "group_confirmed", **{**other.data, "id": named("other")})
    scheduling.deliver(scheduling.runtime, other)
    with scheduling.runtime.sessions() as session:
        meeting = session.get_one(Meeting, named("clash"))
        assert not meeting.fact.booked
        assert session.scalar(select(func.count()).select_from(Booking)) == 9
