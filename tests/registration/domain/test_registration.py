"""The table of a registration's life, cell by cell and as a property."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import registration
from services.registration.domain.errors import NotNow
from shared.contracts.registration import REGISTRATION_STATES

EXPECTED = {
    "unconfirmed": {"confirm_address", "expire_address", "withdraw", "move", "end"},
    "awaiting_supervisor": {"approve", "deny", "change_supervisor", "expire_approval", "withdraw", "move", "end"},
    "waitlisted": {"offer", "deny", "withdraw", "move", "end"},
    "offered": {"take_offer", "leave_offer", "deny", "withdraw", "move", "end"},
    "confirmed": {"deny", "withdraw", "complete", "drop_out", "move", "end"},
    "denied": {"approve"},
    "withdrawn": {"undo_withdrawal"},
    "expired": set(),
    "completed": set(),
    "dropped_out": set(),
    "not_seated": {"undo_end"},
}
CELLS = list(product(registration.STATES, get_args(registration.Act)))


def test_the_states_are_those_of_the_contract():
    assert set(registration.STATES) == set(REGISTRATION_STATES)


@pytest.mark.parametrize("state, act", CELLS)
def test_an_act_is_possible_exactly_where_the_table_says(state, act):
    assert registration.allowed(state, act) is (act in EXPECTED[state])


@pytest.mark.parametrize("state, act", [cell for cell in CELLS if cell[1] not in EXPECTED[cell[0]]])
def test_an_impossible_act_is_refused_with_the_state_it_met(state, act):
    with pytest.raises(NotNow) as refused:
        registration.require(state, act)
    assert refused.value.data == {"state": state, "act": act}


@pytest.mark.parametrize("place, state", [(None, "waitlisted"), ("own", "confirmed"), ("sibling", "offered")])
def test_an_approved_person_is_seated_by_the_place_held(place, state):
    assert registration.seat("own", place) == state


@pytest.mark.parametrize(
    "place, lapsed, state",
    [
        ("sibling", True, "waitlisted"),
        ("sibling", False, "waitlisted"),
        ("own", True, "expired"),
        ("own", False, "withdrawn"),
    ],
)
def test_leaving_a_siblings_offer_keeps_the_queue_and_leaving_the_own_groups_ends_it(place, lapsed, state):
    assert registration.after_leaving_offer("own", place, lapsed=lapsed) == state


STEPS = st.lists(
    st.tuples(st.sampled_from(get_args(registration.Act)), st.sampled_from(registration.STATES)), max_size=40
)


@given(STEPS)
def test_nobody_is_confirmed_or_offered_a_place_without_an_approval(steps):
    state, approved = "unconfirmed", False
    for act, to in steps:
        try:
            after = registration.move(state, act, to)
        except NotNow:
            continue
        if act in {"undo_withdrawal", "undo_end"} and not approved and to in {"confirmed", "waitlisted", "offered"}:
            continue  # the command seats only an approved person; see test_approvals
        approved = act == "approve" or (approved and act not in {"deny", "confirm_address"})
        state = after
        assert approved or state not in {"confirmed", "offered", "waitlisted", "completed"}
