"""Who the two are to each other, to their supervisors, and to the one who decides."""

from uuid import UUID

import pytest

from services.shadowing.domain.pairs import (
    CallFacts,
    Roster,
    answering_supervisor,
    decider_of,
    fits_call,
    organisation_of,
    relations,
    scope_of,
)

ANNA, BERTTA, CHIEF, HEAD, MANAGER, DEPUTY = (UUID(int=each) for each in range(1, 7))
NETWORK_CALL = CallFacts("network", "opelix", MANAGER)
INTERNAL_CALL = CallFacts("internal", "hyria", MANAGER)


@pytest.mark.parametrize(
    "call, employers, owner",
    [
        (NETWORK_CALL, ("hyria", "hami"), "opelix"),
        (NETWORK_CALL, ("hyria", "hyria"), "opelix"),
        (INTERNAL_CALL, ("hyria", "hyria"), "hyria"),
    ],
)
def test_an_internal_pair_of_an_internal_call_belongs_to_the_employer(
    call: CallFacts, employers: tuple[str, str], owner: str
) -> None:
    assert organisation_of(call, scope_of(*employers), employers[0], "opelix") == owner


def test_an_internal_call_takes_its_own_staff_only() -> None:
    assert fits_call(INTERNAL_CALL, ("hyria", "hyria"))
    assert not fits_call(INTERNAL_CALL, ("hyria", "hami"))
    assert fits_call(NETWORK_CALL, ("hyria", "hami"))


def test_the_next_level_answers_when_the_supervisor_is_the_pair_partner() -> None:
    supervisor_of = {ANNA: BERTTA, BERTTA: HEAD}
    assert answering_supervisor(ANNA, BERTTA, supervisor_of) == HEAD
    assert answering_supervisor(BERTTA, ANNA, supervisor_of) == HEAD


def test_two_who_supervise_each_other_have_nobody_to_answer() -> None:
    assert answering_supervisor(ANNA, BERTTA, {ANNA: BERTTA, BERTTA: ANNA}) is None


def test_a_party_whose_supervisor_is_unknown_has_nobody_to_answer() -> None:
    assert answering_supervisor(ANNA, BERTTA, {BERTTA: CHIEF}) is None


def test_the_contact_of_the_call_decides_unless_in_the_pair() -> None:
    assert decider_of(NETWORK_CALL, (ANNA, BERTTA), (DEPUTY,)) == MANAGER
    assert decider_of(NETWORK_CALL, (ANNA, MANAGER), (MANAGER, DEPUTY)) == DEPUTY
    assert decider_of(NETWORK_CALL, (ANNA, MANAGER), (MANAGER,)) is None


ROSTER = Roster((ANNA, BERTTA), None, frozenset({CHIEF, HEAD}), MANAGER)


@pytest.mark.parametrize(
    "person, roster, decides_here, found",
    [
        (ANNA, ROSTER, False, {"party"}),
        (BERTTA, Roster((ANNA, BERTTA), BERTTA, frozenset(), None), False, {"invited"}),
        (CHIEF, ROSTER, False, {"supervisor"}),
        (MANAGER, ROSTER, False, {"decider"}),
        (DEPUTY, ROSTER, True, {"decider"}),
        (DEPUTY, ROSTER, False, set()),
        (None, ROSTER, True, set()),
    ],
)
def test_everybody_is_to_the_period_what_the_roster_says(
    person: UUID | None, roster: Roster, decides_here: bool, found: set[str]
) -> None:
    assert relations(person, roster, decides_here=decides_here) == found


def test_nobody_decides_on_their_own_period() -> None:
    assert "decider" not in relations(ANNA, Roster((ANNA, BERTTA), None, frozenset(), ANNA), decides_here=True)
