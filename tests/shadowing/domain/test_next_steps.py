"""What the pages say comes next: who, what, by when."""

from dataclasses import replace
from datetime import date

import pytest

from services.shadowing.domain.next_steps import Part, Situation, next_steps
from shared.contracts.shadowing import PERIOD_STATES

READY = Part(True, True, True, True, True, True)
DAYS = (date(2013, 10, 1), date(2013, 10, 29))
NOW = Situation(
    "drafting",
    (READY, READY),
    plan_written=True,
    goals_written=True,
    days=DAYS,
    submitted_on=date(2013, 9, 2),
    goals_due_on=date(2013, 9, 24),
    followup_due_on=date(2013, 11, 12),
    completed_on=date(2013, 11, 1),
)


def situation(state: str, first: Part = READY, second: Part = READY, **more: bool) -> Situation:
    return replace(NOW, state=state, parts=(first, second), **more)


@pytest.mark.parametrize(
    "now, who, by",
    [
        (situation("drafting", second=replace(READY, joined=False)), [(1,)], [None]),
        (situation("drafting", plan_written=False), [(0, 1)], [None]),
        (situation("drafting", second=replace(READY, supervisor_known=False)), [(1,)], [None]),
        (situation("drafting", first=replace(READY, accepted_plan=False)), [(0,)], [None]),
        (
            situation("submitted", second=replace(READY, supervisor_answered=False)),
            [("supervisor 1",), ("decider",)],
            [date(2013, 9, 9), None],
        ),
        (situation("submitted"), [("decider",)], [None]),
        (situation("approved", goals_written=False), [(0, 1)], [date(2013, 9, 24)]),
        (situation("goals_due", first=replace(READY, accepted_goals=False)), [(0,)], [date(2013, 9, 24)]),
        (situation("goals_reported"), [(0, 1)], [DAYS[0]]),
        (situation("in_progress"), [(0, 1)], [DAYS[-1]]),
        (situation("followup_due", second=replace(READY, followup_sent=False)), [(1,)], [date(2013, 11, 12)]),
        (situation("followup_complete"), [(0, 1)], [date(2013, 12, 31)]),
    ],
)
def test_each_situation_says_who_is_next_and_by_when(now: Situation, who: list, by: list) -> None:
    steps = next_steps(now)
    assert [step.who for step in steps] == who
    assert [step.by for step in steps] == by


@pytest.mark.parametrize("state", ["rejected", "closed", "withdrawn", "lapsed", "cancelled"])
def test_nothing_is_left_to_do_at_the_end(state: str) -> None:
    assert next_steps(situation(state)) == ()


@pytest.mark.parametrize("state", [each for each in PERIOD_STATES if each != "performed"])
def test_every_state_has_an_answer(state: str) -> None:
    waiting = Part(True, False, False, True, False, False)
    steps = next_steps(situation(state, waiting, waiting))
    assert bool(steps) == (state not in {"rejected", "closed", "withdrawn", "lapsed", "cancelled"})
