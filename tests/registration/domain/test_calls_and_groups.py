"""Calls, groups and cards: what the rules allow and refuse."""

from datetime import date
from itertools import product
from typing import get_args

import pytest

from services.registration.domain import call, group, people
from services.registration.domain.errors import (
    CallNotReady,
    CallStateRefuses,
    FirstMeetingUndated,
    GroupSizesContradict,
    GroupStateRefuses,
    MentorMissing,
    TooFewMembers,
)
from shared.clock import end_of_day
from shared.contracts.registration import CALL_STATES, GROUP_STATES

NEXT = {
    ("draft", "publish"): "published",
    ("published", "open"): "open",
    ("open", "close"): "closed",
    ("closed", "reopen"): "open",
    ("closed", "start"): "running",
    ("running", "complete"): "completed",
    ("completed", "archive"): "archived",
    ("published", "cancel"): "cancelled",
    ("open", "cancel"): "cancelled",
    ("closed", "cancel"): "cancelled",
}


def test_all_states_but_draft_are_in_the_contracts():
    assert set(call.STATES) - {"draft"} <= set(CALL_STATES)
    assert set(group.STATES) <= set(GROUP_STATES)


@pytest.mark.parametrize("state, act", list(product(call.STATES, get_args(call.Act))))
def test_a_call_moves_exactly_as_the_table_says(state, act):
    assert call.allowed(state, act) is ((state, act) in NEXT)
    if (state, act) in NEXT:
        assert call.after(state, act) == NEXT[state, act]
    else:
        with pytest.raises(CallStateRefuses):
            call.after(state, act)


def test_a_call_ends_with_its_latest_group():
    assert call.closes_at([date(2013, 8, 8), None, date(2013, 8, 22)]) == end_of_day(date(2013, 8, 22))
    assert call.closes_at([None]) is None


def test_a_draft_without_groups_or_quota_is_not_ready_and_says_what_is_missing():
    lacks = call.missing(kind="verme", groups=0, quota=None, titles=["Verme"], closes=None)
    with pytest.raises(CallNotReady) as refused:
        call.require_complete(lacks)
    assert refused.value.data["missing"] == "groups, closes_at"
    assert call.missing(kind="shadowing", groups=0, quota=None, titles=["", "x"], closes=None) == (
        "quota",
        "title",
        "closes_at",
    )


def test_a_call_is_completed_when_all_confirmed_groups_have_finished():
    assert call.is_completed([1, 2], [1, 2, 3], still_forming=False)
    assert not call.is_completed([1, 2], [1], still_forming=False)
    assert not call.is_completed([1], [1], still_forming=True)
    assert not call.is_completed([], [], still_forming=False)


@pytest.mark.parametrize(
    "state, free, then",
    [
        ("registering", 0, "full"),
        ("full", 0, "full"),
        ("full", 1, "registering"),
        ("registering", 3, "registering"),
        ("planned", 0, "planned"),
        ("confirmed", 1, "confirmed"),
    ],
)
def test_a_group_is_full_while_no_place_is_free(state, free, then):
    assert group.filled(state, free) == then


def confirm(state="full", members=7, mentors=1, first_meeting=date(2013, 8, 29), reason=None):
    return group.confirm(
        state, members=members, min_size=5, mentors=mentors, first_meeting=first_meeting, reason=reason
    )


@pytest.mark.parametrize("state", ["registering", "full"])
def test_a_group_with_members_a_mentor_and_a_date_is_confirmed(state):
    assert confirm(state) == "confirmed"


@pytest.mark.parametrize("state", ["planned", "confirmed"])
def test_a_group_that_is_not_forming_is_not_confirmed(state):
    with pytest.raises(GroupStateRefuses):
        confirm(state)


def test_a_small_group_needs_a_reason():
    with pytest.raises(TooFewMembers) as refused:
        confirm(members=4)
    assert refused.value.data == {"members": 4, "min_size": 5}
    assert confirm(members=4, reason="The members agreed") == "confirmed"


def test_a_group_without_mentor_or_date_is_not_confirmed():
    with pytest.raises(MentorMissing):
        confirm(mentors=0)
    with pytest.raises(FirstMeetingUndated):
        confirm(first_meeting=None)


def test_the_least_size_is_not_above_the_greatest():
    with pytest.raises(GroupSizesContradict):
        group.check_sizes(6, 5)
    group.check_sizes(5, 5)


@pytest.mark.parametrize(
    "email, name",
    [
        ("Aino.Malli@hyria.example", ("Aino", "Malli")),
        ("aino_kaisa.malli@hyria.example", ("Aino Kaisa", "Malli")),
        ("rehtori@hattula.example", ("Rehtori", "hattula.example")),
    ],
)
def test_a_typed_in_supervisor_is_named_after_the_address(email, name):
    assert people.name_from_address(email) == name


def test_rows_that_repeat_an_address_are_found():
    assert people.repeated(["a@x.fi", "B@x.fi", "A@X.fi ", "b@x.fi"]) == {2, 3}


def test_what_a_row_does_not_mention_stays_on_the_card():
    card = {"unit": "Hämeenlinna", "job_title": "opettaja"}
    assert people.changes(card, {"unit": None, "job_title": "opo"}) == {"job_title": "opo"}


def test_granted_roles_join_those_held_and_take_nothing_away():
    held = [{"role": "mentor", "organisation": "hyria", "valid_from": "2012-01-01", "valid_to": None}]
    granted = [
        {"role": "mentor", "organisation": "hyria", "valid_from": None, "valid_to": "2013-12-31"},
        {"role": "supervisor", "organisation": "hyria", "valid_from": None, "valid_to": None},
    ]
    assert people.merged_roles(held, granted, date(2013, 6, 3)) == [
        {"role": "mentor", "organisation": "hyria", "valid_from": "2012-01-01", "valid_to": "2013-12-31"},
        {"role": "supervisor", "organisation": "hyria", "valid_from": "2013-06-03", "valid_to": None},
    ]


@pytest.mark.parametrize(
    ("state", "members", "accepted", "registering", "small"),
    [
        ("registering", 4, None, True, False),
        ("registering", 4, None, False, True),
        ("registering", 5, None, False, False),
        ("confirmed", 4, 4, False, False),
        ("confirmed", 3, 4, False, True),
        ("cancelled", 0, None, False, False),
        ("planned", 0, None, False, False),
    ],
)
def test_a_group_is_too_small_when_registration_has_ended_and_nobody_accepted_its_size(
    state, members, accepted, registering, small
):
    found = group.is_too_small(state, members=members, min_size=5, accepted=accepted, registering=registering)
    assert found is small


def test_what_becomes_of_a_small_group_is_decided_five_days_before_it_meets():
    assert group.decide_by(date(2013, 8, 15)) == date(2013, 8, 10)
    assert group.decide_by(None) is None
