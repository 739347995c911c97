"""The desk of those who decide: what waits, places, pages; few questions of the database whatever the number."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event as listen

from services.shadowing import commands, queries
from tests.shadowing.conftest import DATES, PLAN, World, actor
from tests.shadowing.web import browser


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Every statement that the database gets meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *rest: object) -> None:
        found.append(statement)

    listen.listen(world.runtime.database, "before_cursor_execute", note)
    yield found
    listen.remove(world.runtime.database, "before_cursor_execute", note)


def questions(world: World) -> int:
    with counted(world) as found, world.runtime.work(actor("pia")) as work:
        queries.desk(work)
    return len(found)


def newcomers(world: World, number: int) -> list[str]:
    names = [f"person{each}" for each in range(number)]
    world.deliver(world.runtime, *(world.person(each, id=uuid4()) for each in names))
    return names


def test_the_desk_asks_as_little_of_thirty_periods_as_of_one(world: World) -> None:
    world.reach("submitted")
    one = questions(world)
    for name in newcomers(world, 12):
        world.invite("anna", name)
    assert questions(world) == one <= 20


def test_the_desk_shows_the_places_of_each_call(world: World) -> None:
    world.reach("goals_due")
    world.invite("cecilia", "outi")
    (call,) = browser(world, "pia").api("GET", "/desk")["calls"]
    assert (call["quota"], call["taken"], call["applied"]) == (21, 1, 0)
    world.do("outi", commands.accept_invitation, world.period_id)
    world.do("outi", commands.name_supervisor, world.period_id, supervisor())
    world.do("cecilia", commands.save_plan, world.period_id, PLAN | {"days": list(DATES)}, 0)
    world.do("cecilia", commands.accept_plan, world.period_id, 1)
    world.do("outi", commands.accept_plan, world.period_id, 1)
    (call,) = browser(world, "pia").api("GET", "/desk")["calls"]
    assert (call["taken"], call["applied"]) == (1, 1)


def supervisor() -> dict[str, str]:
    return {"first_name": "Hanna", "last_name": "Esimerkki", "email": "hanna@example.org"}


def test_applications_stand_side_by_side_under_the_three_criteria(world: World) -> None:
    world.reach("submitted")
    page = browser(world, "pia").get("/shadowing/desk/applications")
    for text in (PLAN["goal"], PLAN["benefit_inviter"], PLAN["wider_benefit"], "has not answered"):
        assert text.replace("'", "&#39;") in page
    for criterion in ("purposeful?", "goals of cooperation?", "development of both?"):
        assert criterion in page


@pytest.mark.parametrize("name", ["kaija", "hanna", "anna"])
def test_nobody_else_compares_applications(world: World, name: str) -> None:
    world.reach("submitted")
    assert browser(world, name).api("GET", "/applications") == []
    assert PLAN["goal"] not in browser(world, name).get("/shadowing/desk/applications")


def test_all_periods_come_page_by_page_and_by_state(world: World) -> None:
    world.reach("goals_due")
    for name in newcomers(world, 52):
        world.invite("anna", name)
    pia = browser(world, "pia")
    first, second = pia.api("GET", "/desk"), pia.api("GET", "/desk?page=2")
    assert (len(first["all"]), len(second["all"]), first["pages"]) == (50, 3, 2)
    assert first["states"] == {"goals_due": 1, "drafting": 52}
    assert [row["state"] for row in pia.api("GET", "/desk?state=goals_due")["all"]] == ["goals_due"]
    assert "Page 1 of 2" in pia.get("/shadowing/desk?state=drafting")
    assert "Page 2 of 2" in pia.get("/shadowing/desk?state=nonsense&page=2")


def test_only_what_was_due_is_late(world: World) -> None:
    world.reach("submitted")
    pia = browser(world, "pia")
    world.go_to(date(2013, 9, 9))
    assert pia.api("GET", "/desk")["late"] == []
    world.go_to(date(2013, 9, 10))
    assert len(pia.api("GET", "/desk")["late"]) == 1
    for name in ("hanna", "teuvo"):
        world.do(name, commands.give_statement, world.period_id, {"supports": "yes"})
    assert pia.api("GET", "/desk")["late"] == []
