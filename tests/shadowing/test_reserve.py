"""More applications than places: what is approved in reserve waits for a place, in its turn (H46)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from services.shadowing import commands, queries
from services.shadowing.domain import errors
from shared.errors import NotFound
from tests.shadowing.conftest import DATES, DECISION, PLAN, World, actor
from tests.shadowing.test_days import entries, own_calendar
from tests.shadowing.web import browser

RESERVE = {**DECISION, "decision": "keep_in_reserve", "reasons": "A good plan; all places are taken."}


def applied(world: World, inviter: str, invited: str, later: int) -> UUID:
    """An application with both supervisors' yes."""
    world.deliver(world.runtime, world.person(invited))
    world.invite(inviter, invited, organisation="hyria")
    period = world.period_id
    world.do(invited, commands.accept_invitation, period)
    world.do(invited, commands.name_supervisor, period, person("kaija"))
    days = [day + timedelta(days=later) for day in DATES]
    world.do(invited, commands.save_plan, period, {**PLAN, "days": days}, 0)
    for name in (invited, inviter):
        world.do(name, commands.accept_plan, period, 1)
    for supervisor in ("hanna", "kaija"):
        world.do(supervisor, commands.give_statement, period, {"supports": "yes"})
    return period


def person(name: str) -> dict[str, str]:
    return {"email": f"{name}@example.org", "first_name": name.capitalize(), "last_name": "Esimerkki"}


def turns(world: World) -> dict[UUID, int]:
    with world.runtime.work(actor("pia")) as work:
        rows = queries.desk(work)["applications"]
    return {row["id"]: row["turn_in_reserve"] for row in rows if row["turn_in_reserve"]}


@pytest.fixture
def full(world: World) -> tuple[UUID, UUID, UUID]:
    """A call of one place that is taken, and two more applications."""
    world.deliver(world.runtime, world.call(quota=1))
    world.reach("submitted")
    first = world.period_id
    for supervisor in ("hanna", "teuvo"):
        world.do(supervisor, commands.give_statement, first, {"supports": "yes"})
    world.do("pia", commands.decide, first, DECISION)
    return first, applied(world, "cecilia", "outi", 1), applied(world, "cecilia", "elina", 2)


def test_h46_whoever_has_no_place_waits_in_reserve_in_the_order_of_the_decisions(world: World, full: tuple) -> None:
    _, second, third = full
    world.do("pia", commands.decide, third, RESERVE)
    world.do("pia", commands.decide, second, RESERVE)
    assert turns(world) == {third: 1, second: 2}
    (call,) = browser(world, "pia").api("GET", "/desk")["calls"]
    assert (call["taken"], call["applied"], call["in_reserve"]) == (1, 2, 2)
    assert "Approved in reserve, number 2" in browser(world, "cecilia").get(f"/shadowing/periods/{second}")
    assert "in reserve, number 1" in browser(world, "pia").get("/shadowing/desk")


def test_h46_a_place_that_becomes_free_goes_to_the_reserve_and_the_others_move_up(world: World, full: tuple) -> None:
    first, second, third = full
    for each in (second, third):
        world.do("pia", commands.decide, each, RESERVE)
    with pytest.raises(errors.QuotaFull):
        world.do("pia", commands.decide, second, DECISION)
    world.do("anna", commands.withdraw, first, "")
    world.do("pia", commands.decide, second, DECISION)
    assert turns(world) == {third: 1}
    with pytest.raises(errors.QuotaFull):
        world.do("pia", commands.decide, third, DECISION)


def test_h46_deciding_again_keeps_the_turn(world: World, full: tuple) -> None:
    _, second, third = full
    for each in (second, third, second):
        world.do("pia", commands.decide, each, RESERVE)
    assert turns(world) == {second: 1, third: 2}


def test_h46_a_withdrawal_that_is_taken_back_keeps_the_turn(world: World, full: tuple) -> None:
    _, second, third = full
    for each in (second, third):
        world.do("pia", commands.decide, each, RESERVE)
    world.do("cecilia", commands.withdraw, second, "")
    assert turns(world) == {third: 1}
    world.do("cecilia", commands.undo_withdrawal, second)
    assert turns(world) == {second: 1, third: 2}


def test_h46_whoever_is_asked_to_clarify_is_decided_on_anew(world: World, full: tuple) -> None:
    _, second, _ = full
    world.do("pia", commands.decide, second, RESERVE)
    world.do("pia", commands.ask_for_clarification, second, {"contents": "What will you see there?"})
    assert turns(world) == {}
    assert browser(world, "cecilia").api("GET", f"/periods/{second}")["decision"] is None


def test_h46_days_in_reserve_are_in_no_calendar_and_nothing_is_asked_yet(world: World, full: tuple) -> None:
    _, second, _ = full
    world.do("pia", commands.decide, second, RESERVE)
    world.go_to(DATES[0])
    shown = browser(world, "cecilia").api("GET", f"/periods/{second}")
    assert (shown["state"], shown["days_granted"], shown["goals_due_on"]) == ("under_review", None, None)
    assert entries(world, own_calendar(world, "cecilia")) == []


def test_h46_the_decider_chooses_it_on_the_page_and_is_told_when_a_place_is_left(world: World, full: tuple) -> None:
    first, second, _ = full
    pia, page = browser(world, "pia"), f"/shadowing/periods/{second}/decision"
    assert "is approved in reserve" in pia.follow(pia.send(page, **RESERVE))
    world.do("anna", commands.withdraw, first, "")
    assert "has a place left" in pia.send(page, status=409, **RESERVE).text


@pytest.fixture
def told(world: World) -> Callable[[], list[UUID]]:
    """Whose turn for a free place was told of so far, in order."""

    def so_far() -> list[UUID]:
        world.tick(world.runtime)
        return [UUID(data["id"]) for name, data in world.emitted(world.runtime) if name == "period_place_free"]

    return so_far


@pytest.fixture
def waiting(world: World, full: tuple, told: Callable[[], list[UUID]]) -> tuple[UUID, UUID, UUID]:
    """One with the place, and two in reserve of whom none has been told of one."""
    for each in full[1:]:
        world.do("pia", commands.decide, each, RESERVE)
    assert told() == []
    return full


def test_h46_the_first_in_reserve_is_told_once_of_a_place_that_became_free(world: World, waiting, told) -> None:
    first, second, _ = waiting
    world.do("anna", commands.withdraw, first, "")
    assert told() == [second]
    world.go_to(DATES[0] - timedelta(days=3))
    assert told() == [second]


def test_h46_a_cancelled_period_gives_its_place_up_too(world: World, waiting, told) -> None:
    first, second, _ = waiting
    world.do("pia", commands.cancel, first, "The work changed.")
    assert told() == [second]


def test_h46_who_leaves_the_first_turn_passes_a_free_place_on(world: World, waiting, told) -> None:
    first, second, third = waiting
    world.do("anna", commands.withdraw, first, "")
    world.do("pia", commands.decide, second, {**DECISION, "decision": "reject", "reasons": "The days do not suit."})
    assert told() == [third]


def test_h46_nobody_is_told_while_no_place_is_free_or_of_a_place_that_was_given(world: World, waiting, told) -> None:
    first, second, third = waiting
    world.do("cecilia", commands.withdraw, third, "")
    assert told() == []
    world.do("cecilia", commands.undo_withdrawal, third)
    world.do("anna", commands.withdraw, first, "")
    world.do("pia", commands.decide, second, DECISION)
    assert told() == []
    world.do("cecilia", commands.withdraw, second, "")
    assert told() == [third]


def test_h46_of_two_places_each_is_told_of_to_one(world: World, waiting, told) -> None:
    first, second, third = waiting
    world.deliver(world.runtime, world.call(quota=2))
    world.do("pia", commands.decide, second, DECISION)
    fourth = applied(world, "cecilia", "oili", 3)
    world.do("pia", commands.decide, fourth, RESERVE)
    world.do("anna", commands.withdraw, first, "")
    world.do("cecilia", commands.withdraw, second, "")
    assert sorted(told()) == sorted([third, fourth])


def test_h46_a_call_without_reserve_and_one_without_quota_tell_nobody(world: World, told) -> None:
    world.reach("approved")
    world.do("anna", commands.withdraw, world.period_id, "")
    assert told() == []


@pytest.mark.parametrize("name", ["anna", "hanna", "kaija", "cecilia"])
def test_h46_nobody_but_the_decider_keeps_an_application_in_reserve(world: World, full: tuple, name: str) -> None:
    _, second, _ = full
    with pytest.raises((errors.NotYours, NotFound)):
        world.do(name, commands.decide, second, RESERVE)
    assert turns(world) == {}
