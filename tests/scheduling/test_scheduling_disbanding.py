"""A confirmed group that registration cancels, or merges into another: its meetings to come do not take place."""

import random
from datetime import date, time

import pytest
from sqlalchemy import func, select

from services.scheduling.commands import Replacement
from services.scheduling.domain.errors import GroupCancelled
from services.scheduling.tables import Booking, Meeting
from tests.scheduling.conftest import named


def cancelled(scheduling, event_name="group_cancelled", **more):
    return scheduling.group("siht1", event_name, state="cancelled", member_ids=[], **more)


def states(scheduling, group="siht1"):
    with scheduling.runtime.sessions() as session:
        chosen = select(Meeting.state_).where(Meeting.group_id == named(group)).order_by(Meeting.date)
        return list(session.scalars(chosen))


@pytest.mark.parametrize("event_name", ["group_cancelled", "groups_merged"])
def test_the_meetings_to_come_are_cancelled_and_the_dates_let_go(scheduling, event_name):
    into = named("siht2") if event_name == "groups_merged" else None
    scheduling.deliver(scheduling.runtime, cancelled(scheduling, event_name, merged_into=into))
    assert states(scheduling) == ["cancelled"] * 4
    assert scheduling.reserve("siht1").state_ == "released"
    assert states(scheduling, "siht2") == ["scheduled"] * 4
    with scheduling.runtime.sessions() as session:
        own = select(Meeting.id).where(Meeting.group_id == named("siht1"))
        booked = select(func.count()).select_from(Booking).where(Booking.meeting_id.in_(own))
        assert session.scalar(booked) == 0


def test_what_has_taken_place_stays(scheduling):
    scheduling.pass_time("2013-10-01")
    scheduling.deliver(scheduling.runtime, cancelled(scheduling))
    assert states(scheduling) == ["held", "held", "cancelled", "cancelled"]


def test_no_meeting_of_a_cancelled_group_comes_back(scheduling):
    scheduling.deliver(scheduling.runtime, cancelled(scheduling))
    last = scheduling.meeting("siht1", "2013-11-21").id
    on_another_day = Replacement("new_date", date=date(2014, 1, 9), start=time(13), end=time(15))
    for command, more in (("undo_cancellation", ()), ("replace_meeting", (on_another_day,))):
        with pytest.raises(GroupCancelled):
            scheduling.does("mentor", command, last, *more)
    assert states(scheduling) == ["cancelled"] * 4


def test_a_cancelled_group_comes_to_its_end_without_having_finished(scheduling):
    scheduling.deliver(scheduling.runtime, cancelled(scheduling))
    scheduling.pass_time("2014-06-01")
    told = [state["state"] for _, state in scheduling.told("series_changed") if state["id"] == str(named("siht1"))]
    assert told[-1:] == ["finished"]
    assert [state for _, state in scheduling.told("group_finished") if state["id"] == str(named("siht1"))] == []


def test_told_twice_it_happens_once(scheduling):
    for _ in range(2):
        scheduling.deliver(scheduling.runtime, cancelled(scheduling))
    assert len(scheduling.told("meeting_cancelled")) == 4


@pytest.mark.parametrize("seed", range(4))
def test_a_group_that_was_cancelled_has_no_meetings_to_come_in_whatever_order_it_is_told(empty, seed):
    confirmed = empty.group("siht1")
    gone = cancelled(empty, occasions=confirmed.data["occasions"] | cancelled(empty).data["occasions"])
    stream = [confirmed, gone, *empty.everybody()] * 2
    random.Random(seed).shuffle(stream)
    for each in stream:
        empty.deliver(empty.runtime, each)
    assert set(states(empty)) <= {"cancelled"}


def test_a_group_that_was_never_confirmed_is_cancelled_without_a_trace(empty):
    empty.deliver(empty.runtime, *empty.everybody(), cancelled(empty))
    assert empty.told("meeting_cancelled", "series_scheduled") == []
