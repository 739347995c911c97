"""The days: what, where and when; planned against realised; the calendar that people subscribe to."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from services.shadowing import commands
from tests.shadowing.conftest import DATES, PLAN, World
from tests.shadowing.web import browser, link

PLACED = {"method": "joint_visit_company", "place": "Veturitalli Oy, Riihimäki", "starts": "9.00", "ends": "15.30"}


def entries(world: World, path: str) -> list[Any]:
    return list(Calendar.from_ical(browser(world).get(path)).walk("VEVENT"))


def own_calendar(world: World, name: str) -> str:
    return str(browser(world, name).api("POST", "/calendar", status=201)["calendar_path"])


def test_a_day_is_given_its_way_place_and_time_on_the_pairs_page(world: World) -> None:
    world.reach("approved")
    base = link(world, "period", "bertta")
    day_id = world.days()[1][0]
    nobody = browser(world)
    saved = nobody.follow(nobody.send(f"{base}/days/{day_id}/place", **PLACED))
    for words in ("A visit together to a company", "Veturitalli Oy, Riihimäki", "9.00–15.30"):
        assert words in saved
    assert saved.count("Veturitalli") == 1
    assert world.said()[-1] == "period_day_placed"
    assert [each["method"] for each in world.last()["days"]] == [None, "joint_visit_company", None, None, None]
    assert "Veturitalli" not in str(world.last()), "places are typed by people and stay here"


def test_all_days_to_come_can_be_given_the_same(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[0] + timedelta(days=1))
    anna = browser(world, "anna")
    world.do("anna", commands.miss_day, world.period_id, world.days()[0][0])
    page = f"/shadowing/periods/{world.period_id}/days/{world.days()[1][0]}/place"
    anna.send(page, method="job_shadowing", place="Hyria, Torikatu", all_days="true")
    days = anna.api("GET", f"/periods/{world.period_id}")["days"]
    assert [each["place"] for each in days] == [None, *["Hyria, Torikatu"] * 4]


def test_a_day_that_ends_before_it_starts_is_refused_at_its_field(world: World) -> None:
    world.reach("approved")
    page = f"/shadowing/periods/{world.period_id}/days/{world.days()[0][0]}/place"
    refused = browser(world, "anna").send(page, status=422, **{**PLACED, "ends": "8.00"})
    assert 'href="#ends"' in refused.text
    assert "Veturitalli" in refused.text


def test_what_was_said_of_a_day_stays_when_the_plan_is_saved_again(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    day_id = world.days()[0][0]
    world.do("anna", commands.place_day, world.period_id, day_id, {"method": "dialogue", "place": "Hyria"})
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "Another goal."}, 1)
    assert browser(world, "anna").api("GET", f"/periods/{world.period_id}")["days"][0]["place"] == "Hyria"


def test_planned_stands_against_realised_for_everybody_of_the_period(world: World) -> None:
    world.reach("in_progress")
    moved, missed = world.days()[1][0], world.days()[0][0]
    world.do("anna", commands.move_day, world.period_id, moved, date(2013, 10, 10))
    world.go_to(date(2013, 10, 16))
    world.do("bertta", commands.miss_day, world.period_id, missed)
    for name in ("anna", "bertta", "pia", "hanna"):
        found = browser(world, name).api("GET", f"/periods/{world.period_id}")
        assert found["tally"] == {"agreed": 5, "kept": 2, "missed": 1, "to_come": 2, "moved": 1, "called_off": 0}
    assert found["days"][1]["agreed_on"] == "2013-10-08"
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}")
    assert "5 days agreed: 2 kept, 2 to come, 1 not kept, 1 moved." in page
    assert "first agreed Tue 8 Oct 2013" in page
    letter = browser(world).get(link(world, "statement", "hanna"))
    assert "1 not kept" in letter


def test_the_days_are_in_a_calendar_by_a_secret_address(world: World) -> None:
    world.reach("approved")
    day_id = world.days()[0][0]
    data = {"method": "co_teaching", "place": "Hyria, Torikatu", "starts": time(9), "ends": time(15)}
    world.do("anna", commands.place_day, world.period_id, day_id, data)
    found = entries(world, own_calendar(world, "anna"))
    assert len(found) == 5
    first = found[0]
    assert str(first["summary"]) == "Työparijakso: Samanaikaisopetus"
    assert (str(first["location"]), str(first["status"])) == ("Hyria, Torikatu", "CONFIRMED")
    assert first["dtstart"].dt.isoformat() == "2013-10-01T09:00:00+03:00"
    assert found[1]["dtstart"].dt == DATES[1]
    assert "Bertta" not in browser(world).get(own_calendar(world, "anna"))


def test_a_moved_day_moves_and_a_missed_one_is_cancelled_under_the_same_id(world: World) -> None:
    world.reach("in_progress")
    path = own_calendar(world, "bertta")
    before = {str(each["uid"]): each for each in entries(world, path)}
    world.do("anna", commands.miss_day, world.period_id, world.days()[0][0])
    world.do("anna", commands.move_day, world.period_id, world.days()[1][0], date(2013, 10, 10))
    after = entries(world, path)
    assert {str(each["uid"]) for each in after} == before.keys()
    assert str(after[0]["status"]) == "CANCELLED"
    assert after[1]["dtstart"].dt == date(2013, 10, 10)
    assert after[1]["sequence"] > before[str(after[1]["uid"])]["sequence"]


def test_days_of_a_withdrawn_period_are_cancelled_and_of_an_undecided_one_not_shown(world: World) -> None:
    world.reach("submitted")
    path = own_calendar(world, "anna")
    assert entries(world, path) == []
    world.approve()
    world.do("anna", commands.withdraw, world.period_id, None)
    assert {str(each["status"]) for each in entries(world, path)} == {"CANCELLED"}


def test_a_new_address_ends_the_old_and_an_ended_one_shows_nothing(world: World) -> None:
    world.reach("approved")
    old = own_calendar(world, "anna")
    base = f"/shadowing/periods/{world.period_id}"
    anna = browser(world, "anna")
    anna.send(base, to=f"{base}/calendar")
    new = anna.api("GET", "/calendar")["calendar_path"]
    assert new != old
    browser(world).get(old, status=404)
    assert len(entries(world, new)) == 5
    anna.send(base, to=f"{base}/calendar/end")
    browser(world).get(new, status=404)
    assert anna.api("GET", "/calendar") == {"calendar_path": None}


@pytest.mark.parametrize("name", ["hanna", "pia"])
def test_who_is_not_in_the_pair_has_no_day_in_the_own_calendar(world: World, name: str) -> None:
    world.reach("approved")
    assert entries(world, own_calendar(world, name)) == []
    assert "Make an address" not in browser(world, name).get(f"/shadowing/periods/{world.period_id}")
