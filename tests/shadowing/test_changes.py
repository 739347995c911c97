"""What is not the ordinary course: clarifications, amendments, interruptions, a new partner, a year, leaving."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.tables import FormVersion, Period
from shared.errors import NotFound
from tests.shadowing.conftest import DATES, DECISION, FOLLOWUP, GOALS, PLAN, World, id_of
from tests.shadowing.web import browser, link

LATER = (*DATES[:4], date(2013, 11, 12))


def versions(world: World, form: str) -> list[dict[str, Any]]:
    with world.runtime.sessions() as session:
        saved = select(FormVersion).where(FormVersion.period_id == world.period_id, FormVersion.form == form)
        return [each.content for each in session.scalars(saved.order_by(FormVersion.number))]


def kept(world: World) -> Period:
    with world.runtime.sessions() as session:
        return session.get_one(Period, world.period_id)


def under_review(world: World) -> None:
    world.reach("submitted")
    for supervisor in ("hanna", "teuvo"):
        world.do(supervisor, commands.give_statement, world.period_id, {"supports": "yes"})


def propose(world: World, who: str = "anna", **more: Any) -> None:
    number = len(versions(world, "plan"))
    world.do(who, commands.propose_amendment, world.period_id, {**PLAN, "days": list(LATER), **more}, number)


def in_force(world: World, number: int = 1) -> None:
    world.do("bertta", commands.accept_amendment, world.period_id, number)
    for supervisor in ("hanna", "teuvo"):
        world.do(supervisor, commands.answer_amendment, world.period_id, number, "yes")


# clarification


def test_when_both_supervisors_have_answered_the_decision_is_what_is_waited_for(world: World) -> None:
    world.reach("submitted")
    world.do("hanna", commands.give_statement, world.period_id, {"supports": "yes"})
    assert world.state() == "submitted"
    world.do("teuvo", commands.give_statement, world.period_id, {"supports": "no"})
    assert (world.state(), world.said()[-1]) == ("under_review", "review_started")


def test_after_a_week_the_decision_does_not_wait_for_a_silent_supervisor(world: World) -> None:
    world.reach("submitted")
    world.go_to(date(2013, 9, 8))
    assert world.state() == "submitted"
    with pytest.raises(errors.StatementsMissing):
        world.do("pia", commands.start_review, world.period_id)
    world.go_to(date(2013, 9, 9))
    assert world.state() == "under_review"


def test_questions_are_answered_by_a_new_version_that_both_accept(world: World) -> None:
    under_review(world)
    world.do("pia", commands.ask_for_clarification, world.period_id, {"contents": "What will you see there?"})
    assert world.state() == "returned_for_clarification"
    assert world.last()["clarification_due_on"] == "2013-09-16"
    with pytest.raises(errors.NothingAnswered):
        world.do("anna", commands.accept_plan, world.period_id, 1)
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "To see the workshop."}, 1)
    world.do("anna", commands.accept_plan, world.period_id, 2)
    assert world.state() == "returned_for_clarification"
    world.do("bertta", commands.accept_plan, world.period_id, 2)
    assert (world.state(), world.said()[-1]) == ("under_review", "clarification_given")
    world.do("pia", commands.decide, world.period_id, DECISION)
    assert world.state() == "approved"


def test_the_one_who_asked_sees_the_difference_and_nothing_of_it_is_published(world: World) -> None:
    under_review(world)
    pia, page = browser(world, "pia"), f"/shadowing/periods/{world.period_id}"
    pia.send(f"{page}/clarification", status=422)
    pia.send(f"{page}/clarification", contents="What will you see there?")
    assert "What will you see there?" in browser(world, "bertta").get(page)
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "To see the workshop."}, 1)
    for name in ("anna", "bertta"):
        world.do(name, commands.accept_plan, world.period_id, 2)
    shown = pia.get(f"{page}/decision").split("What the pair has changed since")[1]
    assert PLAN["goal"] in shown
    assert "To see the workshop." in shown
    assert PLAN["purpose"] not in shown
    assert "workshop" not in str(world.emitted(world.runtime))


def test_an_answer_that_does_not_come_in_two_weeks_is_late_on_the_desk(world: World) -> None:
    under_review(world)
    world.do("pia", commands.ask_for_clarification, world.period_id, {"methods": "How?"})
    world.go_to(date(2013, 9, 16))
    assert browser(world, "pia").api("GET", "/desk")["late"] == []
    world.go_to(date(2013, 9, 17))
    assert len(browser(world, "pia").api("GET", "/desk")["late"]) == 1


# amendments


def test_an_amendment_is_in_force_when_the_colleague_and_both_supervisors_have_accepted_it(world: World) -> None:
    world.reach("approved")
    propose(world, goal="Two models.")
    world.do("bertta", commands.accept_amendment, world.period_id, 1)
    world.do("hanna", commands.answer_amendment, world.period_id, 1, "yes")
    assert [day for _, day, _ in world.days()] == list(DATES)
    world.do("teuvo", commands.answer_amendment, world.period_id, 1, "yes")
    assert world.said()[-3:] == ["amendment_proposed", "amendment_submitted", "period_amended"]
    assert [(day, state) for _, day, state in world.days()][-1] == (LATER[-1], "moved")
    assert [each["goal"] for each in versions(world, "plan")] == [PLAN["goal"], "Two models."]
    assert world.state() == "approved"


def test_whoever_proposes_a_change_does_not_accept_it_and_a_supervisor_is_not_asked_before_the_colleague(
    world: World,
) -> None:
    world.reach("approved")
    propose(world)
    with pytest.raises(errors.AmendmentNotYours):
        world.do("anna", commands.accept_amendment, world.period_id, 1)
    with pytest.raises(errors.NoAmendment):
        world.do("hanna", commands.answer_amendment, world.period_id, 1, "yes")


def test_a_supervisor_who_says_no_ends_the_change_and_the_plan_stays(world: World) -> None:
    world.reach("goals_reported")
    propose(world)
    world.do("bertta", commands.accept_amendment, world.period_id, 1)
    world.do("teuvo", commands.answer_amendment, world.period_id, 1, "no")
    assert world.said()[-1] == "amendment_turned_down"
    assert [day for _, day, _ in world.days()] == list(DATES)
    with pytest.raises(errors.NoAmendment):
        world.do("hanna", commands.answer_amendment, world.period_id, 1, "yes")


def test_the_one_who_decides_waits_a_week_for_a_silent_supervisor_of_a_change(world: World) -> None:
    world.reach("approved")
    propose(world)
    world.do("bertta", commands.accept_amendment, world.period_id, 1)
    with pytest.raises(errors.StatementsMissing):
        world.do("pia", commands.decide_amendment, world.period_id, 1, "approve")
    with pytest.raises(errors.ReasonsMissing):
        world.do("pia", commands.decide_amendment, world.period_id, 1, "turn_down")
    world.go_to(date(2013, 9, 9))
    world.do("pia", commands.decide_amendment, world.period_id, 1, "approve")
    assert world.said()[-1] == "period_amended"


def test_a_colleague_who_wants_something_else_proposes_it_and_the_first_proposal_is_kept(world: World) -> None:
    world.reach("approved")
    propose(world)
    propose(world, "bertta", goal="Three models.")
    with pytest.raises(errors.AmendmentChanged):
        world.do("bertta", commands.accept_amendment, world.period_id, 1)
    world.do("anna", commands.accept_amendment, world.period_id, 2)
    assert [each["goal"] for each in versions(world, "amendment")] == [PLAN["goal"], "Three models."]
    with pytest.raises(errors.AmendmentWaits):
        propose(world)
    world.do("anna", commands.take_back_amendment, world.period_id)
    assert world.last()["amendment"] is None


@pytest.mark.parametrize("days", [LATER[:4], (*LATER, date(2013, 11, 13)), ()])
def test_an_amendment_has_exactly_the_days_that_are_still_open(world: World, days: tuple[date, ...]) -> None:
    world.reach("approved")
    with pytest.raises(errors.WrongNumberOfDays):
        propose(world, days=list(days))


def test_an_amendment_that_changes_nothing_is_not_sent(world: World) -> None:
    world.reach("approved")
    with pytest.raises(errors.NothingChanges):
        propose(world, days=list(DATES))


def test_days_that_have_passed_are_not_amended(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[1])
    propose(world, days=[DATES[2], DATES[3], date(2013, 11, 12)])
    in_force(world)
    assert [day for _, day, _ in world.days()] == list(LATER)
    assert world.state() == "in_progress"
    world.go_to(date(2013, 11, 13))
    assert world.state() == "followup_due"


def test_an_amendment_goes_through_the_pages_the_supervisor_answers_by_the_link_of_a_mail(world: World) -> None:
    world.reach("approved")
    anna, bertta, page = browser(world, "anna"), browser(world, "bertta"), f"/shadowing/periods/{world.period_id}"
    days = "\n".join(each.isoformat() for each in LATER)
    done = anna.send(f"{page}/amend", **{**PLAN, "days": days, "goal": "Two models."})
    assert "Your colleague is asked to accept the change" in anna.follow(done)
    assert "Two models." in bertta.get(f"{page}/amendment")
    bertta.send(f"{page}/amendment", to=f"{page}/amendment/accept/1")
    hanna, path = browser(world), link(world, "statement", "hanna")
    assert f"{path}/amendment" in hanna.get(path)
    done = hanna.send(f"{path}/amendment", supports="yes")
    assert "Your answer has been saved" in hanna.follow(done)
    browser(world, "teuvo").send(f"{page}/amendment/statement", supports="yes")
    assert "Two models." in anna.get(page)
    anna.get(f"{page}/amendment", status=404)


def test_two_changes_proposed_at_once_lose_nothing_the_second_sees_the_first(world: World) -> None:
    world.reach("approved")
    bertta, page = browser(world, "bertta"), f"/shadowing/periods/{world.period_id}"
    days = "\n".join(each.isoformat() for each in LATER)
    typed = {**PLAN, "days": days, "purpose": "The purpose of Bertta.", "version": "1", "number": "0"}
    propose(world, goal="The goal of Anna.")
    refused = bertta.send(f"{page}/amend", status=409, **typed)
    assert "Another change was proposed while you were reading" in refused.text
    assert "Anna Esimerkki wrote here: The goal of Anna." in refused.text
    assert "The purpose of Bertta." in refused.text
    assert 'name="number" value="1"' in refused.text
    assert [each["goal"] for each in versions(world, "amendment")] == ["The goal of Anna."]
    bertta.send(f"{page}/amend", **{**typed, "number": "1"})
    assert [each["goal"] for each in versions(world, "amendment")] == ["The goal of Anna.", PLAN["goal"]]


def test_a_change_written_over_a_plan_that_was_changed_meanwhile_is_shown_again_on_the_newest(world: World) -> None:
    world.reach("approved")
    propose(world, goal="Two models.")
    in_force(world)
    page, later = f"/shadowing/periods/{world.period_id}", (*DATES[:4], date(2013, 11, 19))
    typed = {**PLAN, "days": "\n".join(each.isoformat() for each in later), "version": "1", "number": "0"}
    refused = browser(world, "anna").send(f"{page}/amend", status=409, **typed)
    assert "wrote here: Two models." in refused.text
    assert 'name="version" value="2"' in refused.text
    assert "2013-11-19" in refused.text
    assert [each["goal"] for each in versions(world, "plan")] == [PLAN["goal"], "Two models."]


# interruption, shortening, resumption


def test_an_interrupted_period_keeps_its_days_and_goes_on_with_new_dates_by_an_amendment(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[2])
    world.do("bertta", commands.interrupt, world.period_id, "work_changed")
    assert [state for _, _, state in world.days()] == ["kept", "kept", "called_off", "called_off", "called_off"]
    assert (world.state(), world.last()["interruption"]) == ("interrupted", "work_changed")
    world.go_to(DATES[-1] + timedelta(days=7))
    assert world.state() == "interrupted"
    new = [date(2013, 11, 12), date(2013, 11, 19), date(2013, 11, 26)]
    propose(world, days=new)
    in_force(world)
    assert (world.state(), world.said()[-1]) == ("in_progress", "period_resumed")
    assert [day for _, day, _ in world.days()] == [*DATES[:2], *new]
    world.go_to(date(2013, 11, 27))
    assert world.state() == "followup_due"


def test_new_dates_after_an_interruption_stay_inside_the_call(world: World) -> None:
    world.reach("in_progress")
    world.do("anna", commands.interrupt, world.period_id)
    with pytest.raises(errors.OutsideWindow):
        propose(world, days=[date(2014, 1, 7) + timedelta(days=each) for each in range(5)])


def test_an_interrupted_period_is_accepted_with_the_days_that_were_kept(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[3])
    world.do("hanna", commands.interrupt, world.period_id)
    world.do("pia", commands.shorten, world.period_id, {})
    assert world.said()[-2:] == ["period_shortened", "followup_due"]
    assert [state for _, _, state in world.days()].count("kept") == 3
    assert world.last()["followup_due_on"] == str(DATES[3] + timedelta(days=14))


def test_a_period_without_a_kept_day_is_not_shortened_but_cancelled(world: World) -> None:
    world.reach("in_progress")
    world.do("anna", commands.interrupt, world.period_id)
    with pytest.raises(errors.NoDayKept):
        world.do("pia", commands.shorten, world.period_id, {})
    world.do("pia", commands.cancel, world.period_id, "Agreed with both.")
    assert (world.state(), world.said()[-1]) == ("cancelled", "period_cancelled")
    assert "Agreed with both." in browser(world, "anna").get(f"/shadowing/periods/{world.period_id}")


def test_an_interruption_tells_no_reason_of_ones_own_words_and_may_tell_none(world: World) -> None:
    world.reach("in_progress")
    anna = browser(world, "anna")
    anna.send(f"/shadowing/periods/{world.period_id}/interrupt", status=422, reason="illness")
    anna.send(f"/shadowing/periods/{world.period_id}/interrupt")
    assert world.last()["interruption"] is None


# another partner


def test_another_partner_takes_the_place_and_what_was_written_stays_with_the_others_words_in_their_place(
    world: World,
) -> None:
    world.reach("approved")
    world.do("bertta", commands.replace_partner, world.period_id, invitation("cecilia"))
    assert (world.state(), world.said()[-1]) == ("drafting", "partner_replaced")
    data = world.last()
    assert [each["person_id"] for each in data["parties"]] == [str(id_of("bertta")), str(id_of("cecilia"))]
    assert data["former_party_ids"] == [str(id_of("anna"))]
    assert [each["supervisor_supports"] for each in data["parties"]] == [None, None]
    plans = versions(world, "plan")
    assert (plans[0]["benefit_inviter"], plans[1]["benefit_invited"]) == (PLAN["benefit_inviter"],) * 2
    assert versions(world, "decision")[0]["decision"] == "approve"


def test_the_one_who_left_sees_the_period_no_more_and_the_new_one_answers_the_invitation(world: World) -> None:
    world.reach("goals_reported")
    world.do("anna", commands.replace_partner, world.period_id, invitation("cecilia"))
    with pytest.raises(NotFound):
        world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("cecilia", commands.accept_invitation, world.period_id)
    world.do("cecilia", commands.accept_plan, world.period_id, 1)
    world.do("anna", commands.accept_plan, world.period_id, 1)
    assert world.state() == "submitted"


def test_every_old_link_of_a_replaced_partner_is_answered_in_words(world: World) -> None:
    world.reach("goals_due")
    world.do("anna", commands.replace_partner, world.period_id, invitation("cecilia"))
    for action, path in (("accept_invitation", ""), ("period", ""), ("period", "/plan"), ("followup", "")):
        page = browser(world).get(link(world, action, "bertta") + path, status=410)
        assert "You are not in this pair any more" in page
        assert PLAN["purpose"] not in page


def test_after_the_start_a_partner_is_not_replaced(world: World) -> None:
    world.reach("in_progress")
    with pytest.raises(errors.NotNow):
        world.do("anna", commands.replace_partner, world.period_id, invitation("cecilia"))


def test_a_partner_is_not_replaced_by_oneself_or_by_the_same(world: World) -> None:
    world.reach("submitted")
    with pytest.raises(errors.PairNeedsTwo):
        world.do("anna", commands.replace_partner, world.period_id, invitation("anna"))
    with pytest.raises(errors.PairExists):
        world.do("anna", commands.replace_partner, world.period_id, invitation("bertta", "tavastia"))


def invitation(name: str, organisation: str = "hyria") -> dict[str, str]:
    known = {"first_name": name.capitalize(), "last_name": "Esimerkki", "email": f"{name}@example.org"}
    return {**known, "organisation": organisation, "kind": "work_pair"}


# over a year


def year_long(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    days = [date(2013, 10, 1), date(2013, 12, 3), date(2014, 2, 4), date(2014, 4, 1), date(2014, 9, 2)]
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "shape": "year_long", "days": days}, 0)
    for name in ("anna", "bertta"):
        world.do(name, commands.accept_plan, world.period_id, 1)
    world.approve()
    world.go_to(date(2013, 9, 17))
    world.report_goals()
    world.go_to(date(2013, 10, 1))


def test_a_year_long_period_lasts_past_the_call_and_is_checked_half_way(world: World) -> None:
    year_long(world)
    assert (world.state(), world.last()["mid_term_on"]) == ("in_progress", "2014-03-18")
    with pytest.raises(errors.MidTermNotReached):
        world.do("anna", commands.check_mid_term, world.period_id, {"on_course": "partly"})
    world.go_to(date(2014, 3, 18))
    assert world.said()[-1] == "mid_term_due"
    bertta, page = browser(world, "bertta"), f"/shadowing/periods/{world.period_id}"
    assert f"{page}/mid-term" in bertta.get(page)
    bertta.send(f"{page}/mid-term", on_course="partly", changes="One visit more.")
    assert (world.said()[-1], world.last()["mid_term_checked_on"]) == ("mid_term_checked", "2014-03-18")
    assert "One visit more." in browser(world, "hanna").get(f"{page}/statement")
    world.go_to(date(2014, 9, 3))
    assert world.said().count("mid_term_due") == 1
    assert world.state() == "followup_due"


def test_a_year_long_period_is_not_longer_than_a_year(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    days = [*DATES[:4], date(2014, 11, 4)]
    with pytest.raises(errors.LongerThanYear):
        world.do("anna", commands.save_plan, world.period_id, {**PLAN, "shape": "year_long", "days": days}, 0)


# the end


def test_ninety_days_after_the_call_missing_forms_lapse_and_the_words_say_where_to_send_them(world: World) -> None:
    world.reach("followup_partial")
    world.go_to(date(2014, 3, 20))
    assert world.state() == "followup_partial"
    world.go_to(date(2014, 3, 21))
    assert (world.state(), world.said()[-1]) == ("lapsed", "followup_lapsed")
    with pytest.raises(errors.FormsClosed):
        world.do("bertta", commands.submit_followup, world.period_id, FOLLOWUP)


def test_a_cancelled_call_takes_along_the_periods_that_have_not_begun_and_no_others(world: World) -> None:
    world.reach("in_progress")
    begun = world.period_id
    world.invite("cecilia", "outi")
    cancelled = world.call(happened="call_cancelled", state="cancelled")
    world.deliver(world.runtime, cancelled, cancelled)
    assert (world.state(), world.said().count("period_cancelled")) == ("cancelled", 1)
    world.period_id = begun
    assert world.state() == "in_progress"


def test_goals_that_come_after_a_start_without_them_are_reported_and_stay_so(world: World) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0])
    world.do("pia", commands.start_without_goals, world.period_id, "They are agreed by phone.")
    assert (world.state(), world.last()["started_without_goals"]) == ("in_progress", True)
    world.report_goals()
    assert (world.state(), world.said()[-1]) == ("in_progress", "goals_reported")
    with pytest.raises(errors.GoalsReportedAlready):
        world.do("anna", commands.save_goals, world.period_id, GOALS, 1)
