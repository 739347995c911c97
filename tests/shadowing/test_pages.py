"""The pages as people use them: by the links of mails, or signed in."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.shadowing import commands
from tests.shadowing.conftest import CALL, DATES, DECISION, FOLLOWUP, GOALS, PLAN, World
from tests.shadowing.web import browser, link

TYPED_PLAN = {
    "kind": "work_pair",
    "visits": "mutual",
    "purpose": "To see another school.",
    "goal": "One model.",
    "benefit_inviter": "New ways.",
    "benefit_invited": "An outside eye.",
    "shape": "separate_days",
    "days": "\n".join(f"{day.day}.{day.month}.{day.year}" for day in DATES),
}
TYPED_GOALS = {
    "goals": "One for each.",
    "ways_of_working": "We talk daily.",
    "sharing_plan": "In November.",
    "with_colleague": "true",
    "with_supervisors": "both",
}
TYPED_FOLLOWUP = {
    "goal_1": "well",
    "purpose_fulfilled": "yes",
    "learned": "A new way to plan.",
    "bring_to_community": "The team takes it up.",
    "would_recommend": "yes",
}


def test_a_pair_goes_through_the_five_stages_by_pages_alone(world: World) -> None:
    anna, nobody, pia = browser(world, "anna"), browser(world), browser(world, "pia")
    invited = anna.send(
        f"/shadowing/calls/{CALL}/invite",
        first_name="Bertta",
        last_name="Esimerkki",
        email="bertta@example.org",
        organisation="tavastia",
    )
    assert "The invitation is on its way" in anna.follow(invited)
    world.period_id = UUID(world.last()["id"])
    page = f"/shadowing/periods/{world.period_id}"

    letter = link(world, "accept_invitation", "bertta")
    accepted = nobody.send(letter, to=f"{letter}/accept")
    assert "You are a pair now" in nobody.follow(accepted)
    own = accepted.headers["Location"].split("?")[0]

    assert "The plan is saved" in anna.follow(anna.send(f"{page}/plan", **TYPED_PLAN))
    anna.send(page, to=f"{page}/accept-plan/1")
    assert "sent to your supervisors" in nobody.follow(nobody.send(own, to=f"{own}/accept-plan/1"))

    for supervisor in ("hanna", "teuvo"):
        letter = link(world, "statement", supervisor)
        assert "You can change it" in nobody.follow(nobody.send(letter, supports="yes", took_part="true"))
    assert "Anna Esimerkki" in pia.get("/shadowing/desk")
    decided = pia.send(
        f"{page}/decision", purposeful="yes", serves_cooperation="yes", serves_both="yes", decision="approve"
    )
    assert "The period is approved" in pia.follow(decided)

    world.go_to(date(2013, 9, 17))
    nobody.send(f"{own}/goals", **TYPED_GOALS)
    nobody.send(f"{own}/accept-goals", time_reserved="true")
    assert "reported to your supervisors" in anna.follow(anna.send(f"{page}/accept-goals", time_reserved="true"))

    world.go_to(DATES[-1] + timedelta(days=1))
    world.tick(world.runtime)
    for name in ("anna", "bertta"):
        letter = link(world, "followup", name)
        assert "Thank you" in nobody.follow(nobody.send(letter, **TYPED_FOLLOWUP))
    assert "Finished" in anna.follow(anna.send(f"{page}/sharing", channels=["talk", "coffee_table"]))
    assert world.state() == "closed"


def test_starting_before_the_goals_is_refused_in_words_and_says_what_to_do(world: World) -> None:
    world.reach("goals_due")
    anna = browser(world, "anna", "fi")
    problem = anna.api("POST", f"/periods/{world.period_id}/start", status=409)
    assert problem["code"] == "goals_not_reported"
    assert "avoitelomake" in problem["detail"]


def test_a_plan_that_somebody_else_saved_meanwhile_loses_nothing_typed(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    anna = browser(world, "anna")
    path = f"/shadowing/periods/{world.period_id}/plan"
    world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "goal": "The goal of Bertta."}, 0)
    refused = anna.send(path, status=409, **{**TYPED_PLAN, "goal": "The goal of Anna.", "version": "0"})
    assert "newer version" in refused.text
    assert "The goal of Anna." in refused.text
    assert "The goal of Bertta." in refused.text
    assert 'name="version" value="1"' in refused.text


def test_what_the_colleague_changed_elsewhere_is_on_the_page_that_shows_the_clash(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    anna = browser(world, "anna")
    path = f"/shadowing/periods/{world.period_id}/plan"
    anna.follow(anna.send(path, **{**TYPED_PLAN, "version": "0"}))
    theirs = {**PLAN, "goal": "The goal of Bertta.", "purpose": "The purpose of Bertta."}
    mine = {**TYPED_PLAN, "goal": "The goal of Anna.", "version": "1"}
    world.do("bertta", commands.save_plan, world.period_id, theirs, 1)
    refused = anna.send(path, status=409, **mine)
    assert 'href="#goal"' in refused.text
    assert "wrote here: The goal of Bertta." in refused.text
    assert refused.text.count("The purpose of Bertta.") == 2
    assert "To see another school." not in refused.text
    assert TYPED_PLAN["days"].splitlines()[0] in refused.text


def test_whoever_saves_is_told_that_the_colleague_wrote_meanwhile(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    anna = browser(world, "anna")
    path = f"/shadowing/periods/{world.period_id}/plan"
    assert "together with what" not in anna.follow(anna.send(path, **{**TYPED_PLAN, "version": "0"}))
    saved = {**TYPED_PLAN, "days": list(DATES)}
    world.do("bertta", commands.save_plan, world.period_id, {**saved, "purpose": "The purpose of Bertta."}, 1)
    joined = anna.follow(anna.send(path, **{**TYPED_PLAN, "goal": "The goal of Anna.", "version": "1"}))
    for text in ("together with what your colleague wrote", "The goal of Anna.", "The purpose of Bertta."):
        assert text in joined


def test_versions_of_a_plan_stand_side_by_side_for_the_pair_and_for_nobody_else(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "goal": "Two models."}, 1)
    path = f"/shadowing/periods/{world.period_id}"
    anna = browser(world, "anna")
    assert f"{path}/versions" in anna.get(path)
    shown = anna.get(f"{path}/versions")
    assert PLAN["goal"] in shown
    assert "Two models." in shown
    assert len(re.findall(r"govuk-tag[^>]*>\s*changed\s*<", shown)) == 1
    first = anna.get(f"{path}/versions?version=1")
    assert "Two models." not in first
    assert "Two models." in anna.get(f"{path}/versions?version=²")
    for stranger in ("cecilia", "hanna"):
        browser(world, stranger).get(f"{path}/versions", status=404)


def test_faults_in_a_plan_are_told_at_their_fields_and_nothing_is_lost(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    anna = browser(world, "anna")
    path = f"/shadowing/periods/{world.period_id}/plan"
    faulty = anna.send(path, status=422, **{**TYPED_PLAN, "goal": "", "days": "5.10.2013"})
    assert "To see another school." in faulty.text
    assert 'href="#goal"' in faulty.text
    holiday = anna.send(
        path, status=422, **{**TYPED_PLAN, "days": TYPED_PLAN["days"].replace("1.10.2013", "6.12.2013", 1)}
    )
    assert 'href="#days"' in holiday.text


def test_a_week_is_asked_by_its_monday_alone(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    anna = browser(world, "anna")
    week = {**TYPED_PLAN, "shape": "contiguous_week", "days": "7.10.2013"}
    assert "Fri 11 Oct 2013" in anna.follow(anna.send(f"/shadowing/periods/{world.period_id}/plan", **week))


@pytest.mark.parametrize(
    "path",
    ["/shadowing/periods", "/shadowing/desk", f"/shadowing/calls/{CALL}/invite", "/shadowing/periods/{period}"],
)
def test_pages_of_people_ask_to_sign_in(world: World, path: str) -> None:
    world.invite()
    answer = browser(world).client.get(path.format(period=world.period_id))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/shadowing/sign-in")


@pytest.mark.parametrize("name", ["cecilia", "outi", "kaija"])
def test_a_stranger_sees_no_period(world: World, name: str) -> None:
    world.reach("submitted")
    for tail in ("", "/plan", "/goals", "/followup", "/statement", "/decision", "/withdraw"):
        browser(world, name).get(f"/shadowing/periods/{world.period_id}{tail}", status=404)


LINKED = [("accept_invitation", "bertta"), ("statement", "hanna"), ("period", "anna"), ("followup", "anna")]


@pytest.mark.parametrize("action, name", LINKED)
def test_a_forged_a_late_and_a_foreign_link_open_nothing(world: World, action: str, name: str) -> None:
    world.reach("submitted")
    good = link(world, action, name)
    browser(world).get(good[:-6] + "AAAAAA", status=404)
    browser(world).get(link(world, action, name, days=-1), status=410)
    browser(world).get(link(world, action, "cecilia"), status=404)
    others = {each for each, _ in LINKED} - {action}
    token = good.rsplit("/", 1)[1]
    for other in others:
        browser(world).get(link(world, other, name).rsplit("/", 1)[0] + "/" + token, status=404)


def test_an_invitation_that_was_accepted_says_so(world: World) -> None:
    world.invite()
    letter = link(world, "accept_invitation", "bertta")
    world.do("bertta", commands.accept_invitation, world.period_id)
    assert "You have accepted this invitation" in browser(world).get(letter)


def test_a_declined_invitation_is_told_on_the_same_page(world: World) -> None:
    world.invite()
    nobody, letter = browser(world), link(world, "accept_invitation", "bertta")
    assert "You have declined" in nobody.follow(nobody.send(letter, to=f"{letter}/decline"))
    assert world.state() == "withdrawn"


def test_the_same_button_sent_twice_acts_once(world: World) -> None:
    world.invite()
    nobody, letter = browser(world), link(world, "accept_invitation", "bertta")
    text = nobody.get(letter)
    token = text.split('name="form_token" value="')[1].split('"')[0]
    answers = [nobody.client.post(f"{letter}/accept", data={"form_token": token}) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert world.said().count("pair_formed") == 1


def test_the_supervisor_may_change_the_answer_on_the_same_page(world: World) -> None:
    world.reach("submitted")
    nobody, letter = browser(world), link(world, "statement", "hanna")
    nobody.send(letter, supports="no", comment="The time is bad.")
    assert "The time is bad." in nobody.get(letter)
    assert "Change the answer" in nobody.get(letter)
    nobody.send(letter, supports="yes")
    world.do("teuvo", commands.give_statement, world.period_id, {"supports": "yes"})
    world.do("pia", commands.decide, world.period_id, DECISION)
    assert "Approved" in nobody.get(letter)


def test_under_each_follow_up_question_stands_who_will_read_the_answer(world: World) -> None:
    world.reach("followup_due")
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}/followup")
    assert "your supervisor, if you allow it" in page
    for goal in GOALS["goals"].splitlines():
        assert f"How well was this goal met? {goal}" in page


def test_a_partner_and_a_supervisor_read_only_what_was_shared(world: World) -> None:
    world.reach("followup_partial")
    page = f"/shadowing/periods/{world.period_id}"
    assert FOLLOWUP["learned"] not in browser(world, "bertta").get(page)
    assert FOLLOWUP["learned"] in browser(world).get(link(world, "statement", "hanna"))
    assert FOLLOWUP["learned"] not in browser(world).get(link(world, "statement", "teuvo"))
    assert FOLLOWUP["learned"] in browser(world, "pia").get(page)


def test_a_day_is_moved_and_missed_on_the_pairs_page(world: World) -> None:
    world.reach("in_progress")
    anna, page = browser(world, "anna"), f"/shadowing/periods/{world.period_id}"
    first, last = world.days()[0][0], world.days()[4][0]
    assert "Tue 12 Nov 2013" in anna.follow(anna.send(f"{page}/days/{last}/move", date="12.11.2013"))
    assert "not kept" in anna.follow(anna.send(page, to=f"{page}/days/{first}/miss"))
    assert "1 day not kept" in browser(world, "pia").get("/shadowing/desk")
    assert "kept again" in anna.follow(anna.send(page, to=f"{page}/days/{first}/keep"))


def test_withdrawing_says_first_what_it_means_and_can_be_taken_back(world: World) -> None:
    world.reach("approved")
    anna, page = browser(world, "anna"), f"/shadowing/periods/{world.period_id}"
    assert "within 24 hours" in anna.get(f"{page}/withdraw")
    assert "Take the withdrawal back" in anna.follow(anna.send(f"{page}/withdraw", reason="A new job"))
    assert "A new job" not in browser(world, "bertta").get(page)
    anna.send(page, to=f"{page}/undo-withdrawal")
    assert world.state() == "approved"


def test_an_empty_list_says_how_to_begin(world: World) -> None:
    assert "A period begins when you invite a colleague" in browser(world, "cecilia").get("/shadowing/periods")
    assert "No application is waiting" in browser(world, "pia").get("/shadowing/desk")


def test_late_forms_are_on_the_desk(world: World) -> None:
    world.reach("goals_due")
    world.go_to(date(2013, 9, 26))
    late = browser(world, "pia").api("GET", "/desk")["late"]
    assert [row["id"] for row in late] == [str(world.period_id)]


@pytest.mark.parametrize(
    "state", ["drafting", "submitted", "goals_due", "in_progress", "followup_due", "followup_complete"]
)
def test_every_page_of_a_period_says_what_is_next_and_whom_to_ask(world: World, state: str) -> None:
    world.reach(state)
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}")
    assert "What happens next" in page
    assert "pia@example.org" in page


def test_the_finnish_title_of_the_goals_form_is_the_seeds_own(world: World) -> None:
    world.reach("goals_due")
    page = browser(world, "anna", "fi").get(f"/shadowing/periods/{world.period_id}/goals")
    assert '<h1 class="govuk-heading-l">Tiimiopettaja-/työparijakson tavoitteet ja seuranta</h1>' in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_all_pages_open_in_all_languages(world: World, language: str) -> None:
    world.reach("followup_complete")
    page: Any = f"/shadowing/periods/{world.period_id}"
    anna = browser(world, "anna", language)
    for path in ("/shadowing/periods", page, f"{page}/sharing", f"{page}/followup", f"/shadowing/calls/{CALL}/invite"):
        assert f'lang="{language}"' in anna.get(path)
