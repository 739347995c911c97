"""The life of a released idea (dossier D.11), cell by cell and by random walks."""

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import idea
from services.registration.domain.errors import NotNow

# columns: release withdraw review plan realise park reject merge
TABLE = {
    "released": "released withdrawn under_review - - - - -",
    "under_review": "under_review withdrawn - planned - parked rejected merged",
    "planned": "- - under_review planned realised parked - -",
    "realised": "- - - - realised - - -",
    "parked": "parked withdrawn under_review - - - - -",
    "rejected": "- withdrawn under_review - - - - -",
    "merged": "- - under_review - - - - -",
    "withdrawn": "released - - - - - - -",
}


@pytest.mark.parametrize("state, act", list(product(idea.STATES, idea.ACTS)))
def test_an_idea_goes_on_as_the_table_says(state, act):
    expected = dict(zip(idea.ACTS, TABLE[state].split(), strict=True))[act]
    assert idea.follows(state, act) == (expected != "-")
    if expected == "-":
        with pytest.raises(NotNow):
            idea.after(state, act)
    else:
        assert idea.after(state, act) == expected


@given(st.lists(st.sampled_from(idea.ACTS), max_size=30))
def test_nothing_is_realised_that_was_not_planned_nor_planned_that_was_not_reviewed(acts):
    walked = ["released"]
    for act in acts:
        if idea.follows(walked[-1], act):
            walked.append(idea.after(walked[-1], act))
    for before, now in pairwise(walked):
        assert now != "realised" or before in ("planned", "realised")
        assert now != "planned" or before in ("under_review", "planned")
        assert now != "withdrawn" or before not in ("planned", "realised", "merged")


def test_what_is_still_to_come_has_not_been_realised_and_days_run_forward():
    today = date(2013, 10, 4)
    idea.check_days(date(2013, 10, 3), today, today)
    with pytest.raises(idea.RealisedInFuture):
        idea.check_days(date(2013, 10, 5), None, today)
    with pytest.raises(idea.DaysReversed):
        idea.check_days(date(2013, 10, 3), date(2013, 10, 2), today)
