"""Whatever is tried, in whatever order, a period keeps the promises of the five stages."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.shadowing.domain.errors import DaysHavePassed
from services.shadowing.domain.machine import stage_of, step, target
from services.shadowing.domain.process import FINAL, NEW, THE_SEEDS, TRANSITIONS
from shared.errors import DomainError
from tests.shadowing.domain.test_process import DAYS, READY, WHO, facts_for

COMMANDS = sorted({row.command for row in TRANSITIONS})
TRIES = st.lists(st.tuples(st.sampled_from(COMMANDS), st.sampled_from(WHO), st.booleans()), max_size=60)


def course(tries: list[tuple[str, str, bool]]) -> tuple[list[str], list[str]]:
    """The states that a period goes through, and what was said of it."""
    states, events, before = [NEW], [], None
    for command, who, other_ready in tries:
        facts = replace(facts_for(command), other_ready=other_ready)
        try:
            row = step(THE_SEEDS, states[-1], command, {who}, facts)
            after = target(row, states[-1], before)
        except DomainError:
            continue
        if after == "withdrawn":
            before = states[-1]
        states.append(after)
        events.extend([row.event] if row.event else [])
    return states, events


@given(TRIES)
def test_no_course_skips_what_has_to_come_first(tries: list[tuple[str, str, bool]]) -> None:
    _, events = course(tries)
    for later, earlier in [
        ("application_submitted", "pair_invited"),
        ("period_approved", "application_submitted"),
        ("goals_reported", "period_approved"),
        ("period_started", "goals_reported"),
        ("followup_due", "period_performed"),
        ("followup_completed", "followup_submitted"),
        ("period_closed", "followup_completed"),
    ]:
        if later in events:
            assert earlier in events[: events.index(later)]


@given(TRIES)
def test_nothing_leaves_a_final_state_but_the_undoing_of_a_withdrawal(tries: list[tuple[str, str, bool]]) -> None:
    states, _ = course(tries)
    for state, after in pairwise(states):
        if state in FINAL - {"withdrawn"}:
            assert after == state


@given(TRIES)
def test_the_stage_never_goes_back_but_for_a_new_partner_before_the_start(tries: list[tuple[str, str, bool]]) -> None:
    states, _ = course(tries)
    stage = 1
    for before, state in pairwise(states):
        if state == "drafting":  # the partner was replaced
            assert stage_of(before, stage) <= 3
            stage = 1
        assert stage_of(state, stage) >= stage
        stage = stage_of(state, stage)


def test_a_withdrawal_cannot_be_undone_when_a_planned_day_has_passed() -> None:
    late = replace(READY, today=DAYS[0] + timedelta(days=1))
    with pytest.raises(DaysHavePassed):
        step(THE_SEEDS, "withdrawn", "undo_withdrawal", {"party"}, late)
