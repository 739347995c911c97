"""Whatever is tried on a real period, in whatever order: its state is one of the table's, and no form is ever lost."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.shadowing import commands
from services.shadowing.tables import Followup, FormVersion, Period
from shared.contracts.shadowing import PERIOD_STATES
from shared.errors import DomainError
from tests.shadowing.conftest import DECISION, FOLLOWUP, GOALS, PLAN, World

WHO = ("anna", "bertta", "hanna", "teuvo", "pia")
STEPS = 30


def tries(world: World, chance: random.Random) -> list[Callable[[str], Any]]:
    """Everything that can be tried, by whoever is given."""
    id_ = world.period_id
    version, number = chance.randint(0, 3), chance.randint(1, 2)
    day = chance.choice(world.days() or [(id_, None, "")])[0]
    soon = [
        day for day in (world.clock.now().date() + timedelta(days=each) for each in range(8, 60)) if day.weekday() < 5
    ]
    plan = {**PLAN, "goal": f"Goal {chance.random()}", "days": sorted(chance.sample(soon, chance.choice([4, 5, 5, 5])))}
    colleague = {"first_name": "Cecilia", "last_name": "E", "email": "cecilia@example.org", "organisation": "hyria"}
    given: list[tuple[Any, tuple[Any, ...]]] = [
        (commands.accept_invitation, ()),
        (commands.save_plan, (plan, version)),
        (commands.accept_plan, (version,)),
        (commands.take_back_acceptance, ()),
        (commands.give_statement, ({"supports": chance.choice(["yes", "yes", "no"])},)),
        (commands.ask_for_clarification, ({"contents": "Why?"},)),
        (commands.decide, (DECISION,)),
        (commands.save_goals, (GOALS, version)),
        (commands.accept_goals, (version, True)),
        (commands.start_without_goals, ("By phone.",)),
        (commands.move_day, (day, soon[0])),
        (commands.miss_day, (day,)),
        (commands.keep_day, (day,)),
        (commands.interrupt, ("other",)),
        (commands.shorten, ({},)),
        (commands.propose_amendment, (plan, version)),
        (commands.accept_amendment, (number,)),
        (commands.answer_amendment, (number, "yes")),
        (commands.decide_amendment, (number, "approve")),
        (commands.take_back_amendment, ()),
        (commands.submit_followup, (FOLLOWUP,)),
        (commands.record_sharing, ({"channels": ["talk"]},)),
        (commands.withdraw, ()),
        (commands.undo_withdrawal, ()),
    ]
    if chance.random() < 0.05:
        given.append((commands.replace_partner, ({**colleague, "kind": "work_pair"},)))
    return [lambda who, one=one, rest=rest: world.do(who, one, id_, *rest) for one, rest in given]


def written(world: World) -> dict[Any, Any]:
    with world.runtime.sessions() as session:
        forms = {(each.form, each.number): each.content for each in session.scalars(select(FormVersion))}
        sent = {("followup", each.position): each.content for each in session.scalars(select(Followup))}
        return forms | sent


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("begin", ["drafting", "submitted", "goals_due", "in_progress"])
def test_a_random_walk_never_leaves_the_table_and_never_loses_a_form(world: World, begin: str, seed: int) -> None:
    chance = random.Random(f"{begin} {seed}")
    world.reach(begin)
    before, states = written(world), set()
    for _each in range(STEPS):
        with suppress(DomainError):
            chance.choice(tries(world, chance))(chance.choice(WHO))
        if chance.random() < 0.15:
            world.go_to(world.clock.now().date() + timedelta(days=chance.randint(1, 9)))
        states.add(world.state())
        after = written(world)
        assert {key: after.get(key) for key in before} == before
        before = after
    assert states <= set(PERIOD_STATES)
    with world.runtime.sessions() as session:
        period = session.get_one(Period, world.period_id)
        assert all(day.state in ("planned", "moved", "kept", "missed", "called_off") for day in period.days)
