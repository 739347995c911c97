"""Proposals of groups by mail: whoever runs the call hears of what waits, and not of what they sat and waited for."""

from shared.contracts.scheduling import PlacementV1
from tests.notifications.conftest import World
from tests.notifications.samples import named


def proposal(world: World, occasion: str, state: str, **more: object) -> None:
    values = {"call_id": str(named("call")), "by_itself": True, "placed": 14, "left": 2, "groups": []}
    world.happen(PlacementV1, occasion, "p", state=state, **(values | more))
    world.work()


def body(world: World) -> str:
    return str(world.postbox.to("pm@hyria.example")[-1].get_body(("plain",)).get_content())


def test_whoever_runs_the_call_hears_that_its_groups_are_proposed_and_nobody_else_does(world: World) -> None:
    proposal(world, "placement_proposed", "ready")
    assert world.kinds("pm") == ["placement"]
    assert world.kinds("mentor") == world.kinds("supervisor") == []
    assert "14" in body(world)


def test_a_proposal_that_was_asked_for_on_the_board_is_not_mailed(world: World) -> None:
    proposal(world, "placement_proposed", "ready", by_itself=False)
    assert world.kinds("pm") == []


def test_a_proposal_that_places_nobody_says_what_can_be_done(world: World) -> None:
    proposal(world, "placement_proposed", "ready", placed=0, left=4)
    assert world.kinds("pm") == ["placement"]
    assert "mentori" in body(world)


def test_that_no_proposal_came_of_it_is_told_whoever_asked_and_again_when_it_fails_again(world: World) -> None:
    proposal(world, "placement_failed", "failed", by_itself=False)
    assert world.kinds("pm") == ["placement"]
    proposal(world, "placement_failed", "failed", by_itself=False)
    assert world.kinds("pm") == ["placement", "placement"]


def test_what_is_confirmed_before_the_news_arrives_is_not_told(world: World) -> None:
    late = world.made(PlacementV1, "placement_proposed", "p", state="ready", by_itself=True, call_id=str(named("call")))
    world.happen(PlacementV1, "placement_confirmed", "p", state="confirmed", placed=14, left=0, groups=[])
    world.deliver(world.runtime, late)
    world.work()
    assert world.kinds("pm") == []
