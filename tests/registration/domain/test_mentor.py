"""The table of a mentor's states cell by cell, and who suits a group best."""

from datetime import date, time
from itertools import product

import pytest

from services.registration.domain import mentor
from services.registration.domain.errors import NotNow

LEADS_TO = {
    ("candidate", "accept"): "active",
    ("active", "pause"): "paused",
    ("paused", "resume"): "active",
    ("candidate", "retire"): "retired",
    ("active", "retire"): "retired",
    ("paused", "retire"): "retired",
    ("retired", "come_back"): "candidate",
}
GOOD = mentor.Suits(times="yes", leads=0, capacity=2, area=True, trained=True, subordinates=0)


@pytest.mark.parametrize(("state", "act"), list(product(mentor.STATES, mentor.MOVES)))
def test_every_state_and_act_leads_where_the_table_says_or_is_refused(state, act):
    if to := LEADS_TO.get((state, act)):
        assert mentor.move(state, act) == to
        assert act in mentor.acts(state)
    else:
        with pytest.raises(NotNow):
            mentor.move(state, act)
        assert act not in mentor.acts(state)


@pytest.mark.parametrize(
    ("policy", "scope", "training", "suffices"),
    [
        ("none", "network", "none", True),
        ("required", "internal", "none", True),
        ("required", "network", "none", False),
        ("required", "network", "in_training", False),
        ("required", "network", "trained", True),
    ],
)
def test_training_is_asked_for_by_the_networks_policy_alone(policy, scope, training, suffices):
    assert mentor.training_suffices(policy, scope, training) is suffices


@pytest.mark.parametrize(
    ("day", "start", "slot"),
    [
        (date(2013, 8, 29), time(13), "thu_pm"),
        (date(2013, 8, 29), time(11, 59), "thu_am"),
        (date(2013, 8, 29), time(16), "thu_eve"),
        (date(2013, 8, 31), time(13), None),
        (date(2013, 8, 29), None, None),
    ],
)
def test_a_meeting_is_in_a_part_of_the_week(day, start, slot):
    assert mentor.slot_of(day, start) == slot


def test_the_worst_of_a_groups_times_counts_and_what_is_not_known_says_nothing():
    answers = [{"slot": "thu_pm", "answer": "yes"}, {"slot": "tue_pm", "answer": "if_needed"}]
    assert mentor.times_suit(answers, ["thu_pm", "thu_pm"]) == "yes"
    assert mentor.times_suit(answers, ["thu_pm", "tue_pm"]) == "if_needed"
    assert mentor.times_suit(answers, ["thu_pm", "mon_am"]) == "no"
    assert mentor.times_suit(answers, [None]) is None
    assert mentor.times_suit([], ["thu_pm"]) is None


@pytest.mark.parametrize(
    "worse",
    [{"subordinates": 1}, {"times": "no"}, {"times": None}, {"area": False}, {"leads": 2}, {"trained": False}],
)
def test_whoever_suits_worse_comes_later(worse):
    assert GOOD.order < mentor.Suits(**(vars(GOOD) | worse)).order
