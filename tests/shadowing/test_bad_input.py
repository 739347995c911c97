"""Bad input and bad luck: the right answer in words, and nothing lost of what was typed."""

from datetime import date, timedelta

import pytest

from services.shadowing import commands
from services.shadowing.domain import errors
from tests.shadowing.conftest import DATES, GOALS, PLAN, World
from tests.shadowing.web import browser, link


def typed(**more: object) -> dict[str, object]:
    return {**PLAN, "days": "\n".join(each.isoformat() for each in PLAN["days"]), **more}


def formed(world: World) -> str:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    return f"/shadowing/periods/{world.period_id}"


def test_a_plan_of_fifty_thousand_characters_is_refused_with_its_limit_and_shown_again_whole(world: World) -> None:
    page, long = formed(world), "sana " * 10_000
    answer = browser(world, "anna").send(f"{page}/plan", status=422, **typed(purpose=long))
    assert long.strip() in answer.text
    assert "1500" in answer.text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "")


def test_goals_of_fifty_thousand_characters_are_refused_too(world: World) -> None:
    world.reach("goals_due")
    sent = {**GOALS, "ways_of_working": "sana " * 10_000, "version": 0}
    browser(world, "anna").api("PUT", f"/periods/{world.period_id}/goals", json=sent, status=422)
    assert world.state() == "goals_due"


@pytest.mark.parametrize(
    "day, words",
    [
        (date(2014, 1, 7), "outside the time of this call"),
        (date(2013, 12, 6), "is not a working day"),
        (date(2013, 10, 5), "is not a working day"),
        (date(2013, 9, 2), "is not in the future"),
        (DATES[1], "Give 5 different days"),
    ],
    ids=["outside the call", "a public holiday", "a Saturday", "today", "twice"],
)
def test_a_day_that_cannot_be_is_named_and_the_others_stay_typed(world: World, day: date, words: str) -> None:
    page = formed(world)
    days = [day, *DATES[1:]]
    answer = browser(world, "anna").send(
        f"{page}/plan", status=422, **typed(days="\n".join(each.isoformat() for each in days))
    )
    assert words in answer.text
    assert all(each.isoformat() in answer.text for each in DATES[1:])


def test_a_week_with_a_public_holiday_is_no_whole_week(world: World) -> None:
    page = formed(world)
    answer = browser(world, "anna").send(
        f"{page}/plan", status=422, **typed(shape="contiguous_week", days="2013-12-02")
    )
    assert "Choose a week without public holidays, or separate days." in answer.text


def test_an_invitation_link_that_was_used_tells_what_to_do_and_changes_nothing(world: World) -> None:
    world.invite()
    path, bertta = link(world, "accept_invitation", "bertta"), browser(world)
    page = bertta.get(path)
    bertta.send(path, to=f"{path}/accept")
    said = world.said()
    with pytest.raises(errors.NotYours):
        world.do("bertta", commands.accept_invitation, world.period_id)
    assert f'action="{path}/accept"' in page
    assert f'action="{path}/accept"' not in bertta.get(path)
    assert world.said() == said


def test_a_link_that_has_expired_says_whom_to_ask(world: World) -> None:
    world.invite()
    path = link(world, "accept_invitation", "bertta", days=2)
    world.go_to(date(2013, 9, 5))
    assert "Ask the contact person named in the message for a new one." in browser(world).get(path, status=410)


def test_a_cut_or_forged_link_is_no_link(world: World) -> None:
    world.invite()
    path = link(world, "accept_invitation", "bertta")
    for forged in (path[:-3], path[:-1] + ("A" if path[-1] != "A" else "B")):
        browser(world).get(forged, status=404)


@pytest.mark.parametrize(
    "state, words",
    [
        ("in_progress", "It can be interrupted on its page"),
        ("followup_due", "there is nothing to withdraw from"),
        ("followup_partial", "there is nothing to withdraw from"),
        ("followup_complete", "there is nothing to withdraw from"),
    ],
)
def test_withdrawing_too_late_is_answered_with_what_can_be_done(world: World, state: str, words: str) -> None:
    world.reach(state)
    answer = browser(world, "anna").send(f"/shadowing/periods/{world.period_id}/withdraw", status=409, reason="Tired")
    assert words in answer.text
    assert "Tired" in answer.text
    assert world.state() == state


@pytest.mark.parametrize("state", ["drafting", "submitted", "approved", "goals_due", "goals_reported"])
def test_before_the_first_day_one_withdraws_with_or_without_a_reason_and_may_take_it_back(
    world: World, state: str
) -> None:
    world.reach(state)
    page = f"/shadowing/periods/{world.period_id}"
    anna = browser(world, "anna")
    anna.send(f"{page}/withdraw")
    assert world.state() == "withdrawn"
    anna.send(page, to=f"{page}/undo-withdrawal")
    assert world.state() == state


def test_a_form_on_a_swedish_page_keeps_finnish_words(world: World) -> None:
    page = formed(world)
    browser(world, "anna", "sv").send(f"{page}/plan", **typed(goal="Yksi malli, jonka voi viedä kotiin."))
    assert "Yksi malli, jonka voi viedä kotiin." in browser(world, "bertta", "sv").get(page)


def test_interrupting_twice_is_refused_the_second_time_and_days_stay(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[0] + timedelta(days=1))
    world.do("anna", commands.interrupt, world.period_id)
    days = world.days()
    with pytest.raises(errors.NotNow):
        world.do("bertta", commands.interrupt, world.period_id)
    assert world.days() == days
