"""A confirmed group that registration cancels, or merges into another: its meetings to come do not take place."""

import random

import pytest
from sqlalchemy import func, select

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
