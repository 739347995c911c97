"""Bad input and bad luck: the right answer in words, and nothing lost of what was typed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.tables import Period
from shared.errors import DomainError
from tests.shadowing.conftest import CALL, DATES, DECISION, GOALS, PLAN, World, id_of
from tests.shadowing.test_reserve import applied
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
    for forged in (path[:-3], path[:-9] + ("A" if path[-9] != "A" else "B") + path[-8:]):
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


@pytest.mark.parametrize("count", [0, 4, 6])
def test_other_than_five_days_are_refused_with_the_number_and_stay_typed(world: World, count: int) -> None:
    page, days = formed(world), [DATES[0] + timedelta(days=7 * each) for each in range(count)]
    typed_days = "\n".join(f"{each.day}.{each.month}.{each.year}" for each in days)
    answer = browser(world, "anna").send(f"{page}/plan", status=422, **typed(days=typed_days))
    assert 'href="#days"' in answer.text
    assert count == 0 or "Give 5 different days" in answer.text
    assert PLAN["goal"] in answer.text
    assert typed_days in answer.text


def test_saved_days_are_shown_as_people_write_them(world: World) -> None:
    page = formed(world)
    world.do("bertta", commands.save_plan, world.period_id, PLAN, 0)
    form = browser(world, "anna").get(f"{page}/plan")
    assert f"{DATES[0].day}.{DATES[0].month}.{DATES[0].year}" in form
    assert DATES[0].isoformat() not in form


def test_oneself_cannot_be_invited_and_what_was_typed_stays(world: World) -> None:
    myself = {"first_name": "Anna", "last_name": "Esimerkki", "email": "anna@example.org", "organisation": "hyria"}
    answer = browser(world, "anna").send(f"/shadowing/calls/{CALL}/invite", status=422, **myself)
    assert "anna@example.org" in answer.text
    assert world.said() == []


def test_a_party_cannot_be_named_as_a_supervisor_of_the_pair(world: World) -> None:
    page = formed(world)
    bertta = {"first_name": "Bertta", "last_name": "Esimerkki", "email": "bertta@example.org"}
    said = world.said()
    answer = browser(world, "anna").send(f"{page}/supervisor", status=422, **bertta)
    assert "bertta@example.org" in answer.text
    assert world.said() == said


def test_a_link_opened_by_somebody_else_who_is_signed_in_acts_for_the_one_it_was_sent_to(world: World) -> None:
    world.invite()
    path = link(world, "accept_invitation", "bertta")
    browser(world, "outi").send(path, to=f"{path}/accept")
    assert str(world.last()["parties"][1]["person_id"]) == str(id_of("bertta"))
    browser(world, "outi").get(f"/shadowing/periods/{world.period_id}", status=404)


@pytest.mark.parametrize("asked", [False, True], ids=["under_review", "returned_for_clarification"])
def test_one_withdraws_while_the_application_is_looked_at(world: World, asked: bool) -> None:
    world.reach("submitted")
    for supervisor in ("hanna", "teuvo"):
        world.do(supervisor, commands.give_statement, world.period_id, {"supports": "yes"})
    if asked:
        world.do("pia", commands.ask_for_clarification, world.period_id, {"contents": "What?"})
    browser(world, "anna").send(f"/shadowing/periods/{world.period_id}/withdraw")
    assert world.state() == "withdrawn"


@pytest.mark.parametrize("state", ["rejected", "withdrawn", "cancelled", "interrupted", "closed"])
def test_what_is_over_is_not_withdrawn_and_what_was_typed_stays(world: World, state: str) -> None:
    world.reach(
        {"rejected": "submitted", "interrupted": "in_progress", "closed": "followup_complete"}.get(state, "approved")
    )
    end(world, state)
    answer = browser(world, "anna").send(f"/shadowing/periods/{world.period_id}/withdraw", status=409, reason="Tired")
    assert "Tired" in answer.text
    assert world.state() == state


def periods_in(world: World, *states: str) -> int:
    """How many periods are in one of some states."""
    with world.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Period).where(Period.state_name.in_(states))) or 0


def tried(world: World, name: str, command: Any, *arguments: Any) -> str:
    """What a command was refused for; nothing if it was done."""
    try:
        world.do(name, command, *arguments)
    except DomainError as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("known", [True, False], ids=["somebody known", "somebody new"])
def test_b43_fifty_invitations_at_once_make_one_pair(world: World, known: bool) -> None:
    name = "bertta" if known else "uusi"
    invited = {"email": f"{name}@example.org", "first_name": name, "last_name": "Esimerkki"}
    data = {**invited, "organisation": "tavastia", "kind": "work_pair"}
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda _: tried(world, "anna", commands.invite_partner, CALL, data), range(50)))
    assert sorted(set(found)) == ["", errors.PairExists.code]
    assert found.count("") == periods_in(world, "drafting") == 1


def test_b43_two_who_invite_each_other_at_once_are_one_pair(world: World) -> None:
    def invite(number: int) -> str:
        inviter, invited = ("anna", "bertta") if number % 2 else ("bertta", "anna")
        organisation = "tavastia" if number % 2 else "hyria"
        data = {"email": f"{invited}@example.org", "first_name": invited, "last_name": "Esimerkki"}
        about = {"organisation": organisation, "kind": "work_pair"}
        return tried(world, inviter, commands.invite_partner, CALL, {**data, **about})

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(invite, range(20))).count("") == 1


def test_b43_one_of_many_decisions_at_once_takes_the_last_place(world: World) -> None:
    world.deliver(world.runtime, world.call(quota=1))
    ids = [applied(world, "cecilia", name, number) for number, name in enumerate(("outi", "elina", "onerva", "oili"))]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda each: tried(world, "pia", commands.decide, each, DECISION), ids))
    assert sorted(found) == ["", *[errors.QuotaFull.code] * 3]
    assert periods_in(world, "approved", "goals_due") == 1


def end(world: World, state: str) -> None:
    period = world.period_id
    match state:
        case "rejected":
            for supervisor in ("hanna", "teuvo"):
                world.do(supervisor, commands.give_statement, period, {"supports": "yes"})
            world.do("pia", commands.decide, period, {**DECISION, "decision": "reject", "reasons": "Not now."})
        case "withdrawn":
            world.do("anna", commands.withdraw, period, None)
        case "cancelled":
            world.do("pia", commands.cancel, period, "Agreed.")
        case "interrupted":
            world.do("anna", commands.interrupt, period)
        case "closed":
            world.do("anna", commands.record_sharing, period, {"channels": ["talk"], "happened_on": date(2013, 11, 1)})
