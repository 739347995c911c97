"""Foreign events and timers, in any order, twice, late."""

from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.shadowing import subscriptions
from services.shadowing.tables import KnownCall
from shared.contracts.people import PersonV1
from shared.contracts.registration import CallV1
from shared.errors import NotFound
from shared.people import Person
from tests.shadowing.conftest import CALL, World, id_of


def story(world: World) -> list[Any]:
    """Newer and newer states of a call and of a card."""
    titles = [{"fi": f"Jaksot {number}", "sv": None, "en": None} for number in range(5)]
    calls = [world.event(CallV1, "call_opened", id=CALL, kind="shadowing", title=title) for title in titles]
    cards = [world.person("anna", job_title=f"Opettaja {number}") for number in range(5)]
    return [*calls, *cards]


def known(world: World) -> tuple[str, str | None]:
    with world.runtime.sessions() as session:
        call = session.get(KnownCall, CALL)
        return call.state()["title"]["fi"], session.get(Person, id_of("anna")).job_title


@pytest.mark.parametrize("seed", range(6))
def test_the_newest_state_wins_in_any_order_and_however_often_it_comes(world: World, seed: int) -> None:
    chance = Random(seed)
    events = story(world)
    mixed = [*events, *chance.choices(events, k=8)]
    chance.shuffle(mixed)
    cut = chance.randrange(len(mixed))
    world.deliver(world.runtime, *mixed[:cut])
    for event in mixed[cut:]:
        world.deliver(world.runtime, event)
    assert known(world) == ("Jaksot 4", "Opettaja 4")


def test_a_call_that_is_gone_takes_no_pairs(world: World) -> None:
    world.deliver(world.runtime, world.event(CallV1, "call_gone", id=CALL, version=2**50))
    with pytest.raises(NotFound):
        world.invite()


def test_a_verme_call_is_not_offered_for_pairs(world: World) -> None:
    other = UUID(int=7)
    world.deliver(world.runtime, world.call(other, kind="verme", quota=None))
    with world.runtime.sessions() as session:
        kinds = set(session.scalars(select(KnownCall.kind)))
    assert kinds == {"shadowing", "verme"}
    with pytest.raises(NotFound):
        world.invite(call=other)


TIMERS = ["ask_for_goals", "start", "perform", "close"]


@pytest.mark.parametrize("state", ["drafting", "submitted", "goals_due", "followup_partial"])
def test_a_timer_that_comes_twice_or_in_another_state_does_nothing(world: World, state: str) -> None:
    world.reach(state)
    said = world.said()
    for kind in TIMERS:
        with world.runtime.work() as work:
            subscriptions.timers.kinds[kind](work, str(world.period_id))
            subscriptions.timers.kinds[kind](work, str(UUID(int=1)))
    assert (world.state(), world.said()) == (state, said)


def test_a_service_that_slept_over_every_deadline_catches_up_in_order(world: World) -> None:
    world.reach("goals_reported")
    world.go_to(date(2013, 12, 1))
    world.tick(world.runtime)
    assert world.state() == "followup_due"
    assert world.said()[-3:] == ["period_started", "period_performed", "followup_due"]


def test_what_shadowing_hears_of_is_what_its_manifest_says(world: World) -> None:
    heard = set(subscriptions.subscriptions.tables) | {PersonV1}
    assert heard == set(world.runtime.manifest.subscribes)
