"""Which of two registrations goes on when two records become one person."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import uuid4

import pytest

from services.registration.domain import merging


@dataclass(frozen=True)
class One:
    state_name: str
    queued_at: datetime


EARLY, LATE = datetime(2013, 6, 5, 9), datetime(2013, 6, 5, 10)
GROUP = uuid4()


@pytest.mark.parametrize(("one", "other"), list(product(merging.RANKS, merging.RANKS)))
def test_the_further_one_goes_on_and_of_two_as_far_the_earlier(one, other):
    early, late = One(one, EARLY), One(other, LATE)
    further = early if merging.RANKS.index(one) <= merging.RANKS.index(other) else late
    assert merging.stays(early, late) is further
    assert merging.stays(late, early) is further
    assert merging.earliest(late, early) == EARLY


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"supervises": True}, ["supervises"]),
        ({"leads": [GROUP], "takes_part": [GROUP]}, ["leads_and_takes_part"]),
        ({"leads": [GROUP], "takes_part": [uuid4()]}, []),
        ({"roles_not_yours": True}, ["roles_not_yours"]),
    ],
)
def test_what_speaks_against_it_is_named(facts, codes):
    none = {"supervises": False, "leads": [], "takes_part": [], "roles_not_yours": False}
    assert merging.problems(**(none | facts)) == codes
