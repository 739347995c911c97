"""The lives of an agreement and a plan (dossier D.4), cell by cell."""

from itertools import product
from uuid import uuid4

import pytest

from services.scheduling.domain import agreement, plan
from services.scheduling.domain.agreement import Answers
from services.scheduling.domain.agreement_errors import AgreementIncomplete, PlanClosed
from services.scheduling.domain.errors import NotPossibleNow

# rows: states; columns: write propose take_back accept decline complete drop end
AGREEMENT = {
    "draft": "draft proposed - - - - ended ended",
    "proposed": "- - draft proposed proposed in_force - ended",
    "in_force": "amended - - in_force in_force - - ended",
    "amended": "amended proposed - amended amended - in_force ended",
    "ended": "- - - - - - - -",
}
# columns: write agree close
PLAN = {
    "empty": "draft - closed",
    "draft": "draft agreed closed",
    "agreed": "revised agreed closed",
    "revised": "revised revised closed",
    "closed": "- - -",
}


@pytest.mark.parametrize("state, act", list(product(agreement.STATES, agreement.ACTS)))
def test_an_agreement_goes_on_as_the_table_says(state, act):
    expected = dict(zip(agreement.ACTS, AGREEMENT[state].split(), strict=True))[act]
    if expected == "-":
        with pytest.raises(NotPossibleNow):
            agreement.after(state, act)
    else:
        assert agreement.after(state, act) == expected


def test_a_proposal_taken_back_is_an_amendment_where_an_earlier_version_stands():
    assert agreement.after("proposed", "take_back", stands=True) == "amended"


@pytest.mark.parametrize("state, act", list(product(plan.STATES, plan.ACTS)))
def test_a_plan_goes_on_as_the_table_says(state, act):
    expected = dict(zip(plan.ACTS, PLAN[state].split(), strict=True))[act]
    if expected == "-":
        with pytest.raises((NotPossibleNow, PlanClosed)):
            plan.after(state, act)
    else:
        assert plan.after(state, act) == expected


def test_who_left_is_not_waited_for_and_who_joined_is():
    one, two, three = uuid4(), uuid4(), uuid4()
    answers = Answers(frozenset({one, two}), frozenset({three}))
    assert agreement.comes_into_force("proposed", answers, {one, two})
    assert not agreement.comes_into_force("proposed", answers, {one, two, three})
    assert answers.waiting({one, three}) == [three]
    assert (answers.refusing({one, two}), answers.refusing({one, three})) == (0, 1)


def test_nobody_in_the_group_is_not_everybody():
    assert not agreement.comes_into_force("proposed", Answers(frozenset(), frozenset()), [])


@pytest.mark.parametrize("missing", ["goals", "ground_rules", "absence_rule"])
def test_an_agreement_has_goals_rules_and_how_absence_is_told(missing):
    whole = {"goals": ["Jaksaa"], "ground_rules": ["Kuunnellaan"], "absence_rule": "Sivulla"}
    agreement.require_complete(whole)
    with pytest.raises(AgreementIncomplete):
        agreement.require_complete(whole | {missing: None})
