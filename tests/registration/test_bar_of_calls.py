"""The bar of the peers, R1, R2, R7 to R11: one object that is cloned, its own form, wishes, rules, ideas."""

from datetime import date

import pytest

from services.registration.commands import approvals, call_changes, ideas
from services.registration.domain.form_errors import QuestionUnanswered
from services.registration.tables import Call, Group, Idea, Registration
from tests.registration.conftest import VERME1, meetings
from tests.registration.test_approvals import acting
from tests.registration.test_ideas import FACTS
from tests.registration.test_moves import approved
from tests.registration.test_pages import app, browser, fill, link
from tests.registration.test_registering import QUESTIONS, register_page, together

__all__ = ["app", "browser", "link", "together"]


def test_r1_a_call_is_one_object_with_groups_dates_and_form_and_is_made_anew_each_autumn(season, browser):
    call = season.call(questions=QUESTIONS)
    browser.open(f"/registration/calls/{call.id}").says(
        "Verme 2013", "Sihteerien VERME", "Thu 15 Aug 2013", "Secretaries"
    )
    browser.says("Ammattiopisto Tavastia", "Mentori Malli", "costs you nothing")
    again = season.do(
        call_changes.clone_call, call.id, actor=acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    )
    (group,) = season.groups_of(again)
    assert (season.find(Call, id=again.id).state_name, len(season.find(Call, id=again.id).questions)) == ("draft", 2)
    days = [each.date for each in season.find(Group, id=group.id).dates if not each.reserve]
    assert [each.isoweekday() for each in days] == [each.isoweekday() for each in VERME1]
    assert all(each.year == 2014 for each in days)


def test_r2_a_follow_up_question_is_asked_of_those_whom_it_concerns_and_the_optional_page_comes_after_approval(
    season, browser, link
):
    group = season.group_of(season.call(questions=QUESTIONS))
    one = season.register(group.id, "aino", answers={"led": "no"})
    with pytest.raises(QuestionUnanswered):
        season.register(group.id, "eero", answers={"led": "yes"})
    mine = link("my_registration", one, season.registration(one).person_id)
    assert "/wishes" not in browser.open(mine).text
    season.approve(one)
    assert "/wishes" in browser.open(mine).text


def test_r7_three_ranked_wishes_and_the_times_are_one_answer(season, browser, together):
    first, second = season.groups_of(together)
    browser.open(register_page(together)).send("Continue", group_id=str(second.id), wish_2=str(first.id))
    browser.send("Continue", fits=["thu_pm", "tue_pm"], if_needed="mon_am").send("Continue", **fill(second.id))
    browser.send("Send the registration").says("Registration received")
    found = season.find(Registration)
    assert found.wishes == [second.id, first.id]
    assert {each["slot"] for each in found.availability if each["answer"] == "yes"} == {"thu_pm", "tue_pm"}


def test_r8_a_deputy_answers_in_the_supervisors_place_and_who_does_not_answer_lets_it_expire(season, tick):
    group = season.group_of(season.call())
    one, other = season.register(group.id, "aino"), season.register(group.id, "eero")
    season.do(approvals.hand_over, one, season.registration(one).supervisor_id, "sijainen.malli@hyria.example")
    assert season.registration(one).supervisor_id != season.registration(other).supervisor_id
    season.approve(one)
    for _ in range(2):  # the reminder, then the end
        season.clock.set(season.registration(other).approve_by)
        tick(season.runtime)
        season.clock.set(season.registration(other).approve_by.replace(month=8))
        tick(season.runtime)
    assert season.states([one, other]) == ["confirmed", "expired"]


def test_r9_the_one_rule_of_who_comes_first_is_on_the_page_and_holds_for_everybody(season, browser):
    """No hidden priority (decision 1): by the time of sending, as the page says, and each learns who is ahead."""
    call = season.call(max_size=1, min_size=1)
    group = season.group_of(call)
    ids = approved(season, group, "unto", "aino", "eero")
    browser.open(f"/registration/calls/{call.id}").says("Places are given in the order in which the forms are sent.")
    assert season.registration(ids[0]).state_name == "confirmed"
    assert [season.registration(each).queue_position for each in ids[1:]] == [1, 2]


def test_r11_an_idea_of_a_group_becomes_a_call_that_can_be_traced_to_it(season):
    manager = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    wording = {"theme": "Kieli", "idea_type": "training_topic", "need": "Sanasto", "target_group": None}
    idea = season.do(ideas.enter_idea, "opelix", {**wording, "proposed_way": "event"}, actor=manager)
    season.do(ideas.review_idea, idea.id, actor=manager)
    call = season.call(meetings=meetings([date(2013, 9, 10)]))
    season.do(ideas.plan_idea, idea.id, "syksy 2013", actor=manager)
    season.do(ideas.realise_idea, idea.id, FACTS, call.id, actor=manager)
    found = season.find(Idea, id=idea.id)
    assert (found.state_name, found.became_call_id) == ("realised", call.id)
