"""The bar of the peers, H1 to H11, each on a period of Anna and Bertta."""

from datetime import date, timedelta

import pytest

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.domain.machine import possible
from services.shadowing.domain.process import THE_SEEDS
from shared.contracts.shadowing import PERIOD_STATES
from tests.shadowing.conftest import DATES, FOLLOWUP, GOALS, PLAN, World, id_of
from tests.shadowing.test_changes import LATER, in_force, propose, versions
from tests.shadowing.web import browser, link


@pytest.mark.parametrize("first, second", [("anna", "bertta"), ("bertta", "anna")])
def test_h1_the_plan_is_the_application_and_either_of_the_two_writes_it_and_accepts_it_first(
    world: World, first: str, second: str
) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do(first, commands.save_plan, world.period_id, PLAN, 0)
    world.do(first, commands.accept_plan, world.period_id, 1)
    assert world.state() == "drafting"
    world.do(second, commands.accept_plan, world.period_id, 1)
    assert world.state() == "submitted"


@pytest.mark.parametrize("state", PERIOD_STATES)
def test_h2_no_two_roles_can_do_the_same_but_interrupt_and_nobody_acts_for_another(state: str) -> None:
    offered = {who: possible(THE_SEEDS, state, {who}) for who in ("party", "supervisor", "decider")}
    shared_by = [name for name in set().union(*offered.values()) if sum(name in each for each in offered.values()) > 1]
    assert set(shared_by) <= {"interrupt"}


def test_h3_both_supervisors_answer_the_plan_read_the_goals_and_see_the_end(world: World) -> None:
    world.reach("submitted")
    for supervisor, party in (("hanna", "anna"), ("teuvo", "bertta")):
        page = browser(world).get(link(world, "statement", supervisor))
        assert f"You are asked as the supervisor of {party.capitalize()} Esimerkki" in page
    world.approve()
    world.go_to(date(2013, 9, 17))
    world.report_goals()
    for supervisor in ("hanna", "teuvo"):
        assert GOALS["sharing_plan"] in browser(world).get(link(world, "statement", supervisor))


def test_h3_a_supervisor_who_is_one_of_the_pair_is_answered_for_by_the_next_level(world: World) -> None:
    world.deliver(world.runtime, world.person("hanna", supervisor_id=id_of("kaija")))
    world.invite("anna", "hanna")
    world.do("hanna", commands.accept_invitation, world.period_id)
    assert {party["supervisor_id"] for party in world.last()["parties"]} == {str(id_of("kaija"))}


@pytest.mark.parametrize("number", [0, 4, 6])
@pytest.mark.parametrize("shape", ["separate_days", "contiguous_week", "year_long"])
def test_h4_a_period_has_five_working_days_whatever_their_shape(world: World, shape: str, number: int) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    days = [date(2013, 10, 1) + timedelta(days=each) for each in range(number)]
    with pytest.raises((errors.WrongNumberOfDays, errors.NotOneWeek, errors.NotWorkingDay)):
        world.do("anna", commands.save_plan, world.period_id, {**PLAN, "shape": shape, "days": days}, 0)


def test_h5_a_collaboration_over_a_year_has_days_of_many_kinds_and_a_check_half_way(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    days = [date(2013, 10, 1), date(2013, 12, 3), date(2014, 2, 4), date(2014, 4, 1), date(2014, 9, 2)]
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "shape": "year_long", "days": days}, 0)
    ways = ["mutual_visit", "joint_visit_school", "joint_visit_company", "job_shadowing", "job_exchange"]
    for (day, _date, _state), way in zip(world.days(), ways, strict=True):
        world.do("anna", commands.place_day, world.period_id, day, {"method": way, "place": "Yritys Oy"})
    assert [each["method"] for each in world.last()["days"]] == ways
    for name in ("anna", "bertta"):
        world.do(name, commands.accept_plan, world.period_id, 1)
    world.approve()
    world.go_to(date(2013, 9, 17))
    world.report_goals()
    world.go_to(date(2014, 3, 18))
    assert world.said()[-1] == "mid_term_due"


def test_h6_both_answer_for_the_goals_that_were_set_and_the_answers_stand_side_by_side(world: World) -> None:
    world.reach("followup_due")
    for name, attained in (("anna", ["well", "partly"]), ("bertta", ["exceeded", "not_met"])):
        world.do(name, commands.submit_followup, world.period_id, {**FOLLOWUP, "goal_attainment": attained})
    compared = browser(world, "pia").api("GET", f"/periods/{world.period_id}")["goals_compared"]
    assert [(each["goal"], each["attainment"]) for each in compared] == [
        ("Anna learns to plan.", ["well", "exceeded"]),
        ("Bertta gets feedback.", ["partly", "not_met"]),
    ]


def test_h7_planned_stands_against_realised_and_the_first_missed_day_alarms_at_once(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[1])
    world.do("anna", commands.miss_day, world.period_id, world.days()[1][0])
    assert world.said()[-1] == "period_day_missed"
    assert len(browser(world, "pia").api("GET", "/desk")["missed"]) == 1
    tally = browser(world, "anna").api("GET", f"/periods/{world.period_id}")["tally"]
    assert (tally["agreed"], tally["kept"], tally["missed"], tally["to_come"]) == (5, 1, 1, 3)


def test_h8_a_change_after_approval_goes_through_the_acceptance_of_both_and_of_both_supervisors(world: World) -> None:
    world.reach("goals_reported")
    propose(world)
    assert [day for _, day, _ in world.days()] == list(DATES)
    in_force(world)
    assert [day for _, day, _ in world.days()] == list(LATER)
    assert len(versions(world, "plan")) == 2


def test_h8_a_new_signatory_goes_through_the_whole_acceptance_again(world: World) -> None:
    world.reach("approved")
    other = {"first_name": "Cecilia", "last_name": "Esimerkki", "email": "cecilia@example.org"}
    world.do("anna", commands.replace_partner, world.period_id, {**other, "organisation": "hyria", "kind": "work_pair"})
    parties = world.last()["parties"]
    assert (world.state(), [each["supervisor_supports"] for each in parties]) == ("drafting", [None, None])


def test_h9_sharing_is_recorded_by_each_and_an_organisation_may_ask_what_it_wants_of_it(world: World) -> None:
    asked = {"name": "where", "kind": "text", "label": {"fi": "Missä kokouksessa?"}, "required": True}
    world.runtime.network.organisations["opelix"].services["shadowing"] = {"forms": {"sharing": [asked]}}
    world.reach("followup_complete")
    anna, path = browser(world, "anna"), f"/periods/{world.period_id}/sharing"
    anna.api("POST", path, json={"channels": ["talk"]}, status=422)
    anna.api("POST", path, json={"channels": ["talk"], "where": "Osastokokous"})
    assert world.state() == "closed"


def test_h10_further_colleagues_are_counted_apart_and_are_not_of_the_pair(world: World) -> None:
    world.reach("submitted")
    data = world.last()
    assert (len(data["parties"]), data["additional_colleagues"]) == (2, 2)


def test_h11_a_colleague_without_an_account_goes_through_the_whole_period_by_the_links_of_mails(world: World) -> None:
    world.invite()
    bertta = browser(world)
    invitation = link(world, "accept_invitation", "bertta")
    bertta.send(invitation, to=f"{invitation}/accept")
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    world.do("anna", commands.accept_plan, world.period_id, 1)
    own = link(world, "period", "bertta", days=365)
    bertta.send(own, to=f"{own}/accept-plan/1")
    world.approve()
    world.go_to(date(2013, 9, 17))
    world.do("anna", commands.save_goals, world.period_id, GOALS, 0)
    world.do("anna", commands.accept_goals, world.period_id, 1, True)
    bertta.send(f"{own}/accept-goals", time_reserved="true")
    world.go_to(DATES[-1] + timedelta(days=1))
    world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP)
    assert world.state() == "followup_partial"
    world.do("bertta", commands.submit_followup, world.period_id, FOLLOWUP)
    assert world.state() == "followup_complete"


def test_h11_a_link_is_good_for_its_own_act_and_person_alone(world: World) -> None:
    world.invite()
    stranger = browser(world)
    token = link(world, "statement", "hanna").rsplit("/", 1)[1]
    stranger.get(f"/shadowing/my-period/{token}", status=404)
    stranger.get(f"/shadowing/invitation/{token}", status=404)
    stranger.get(link(world, "period", "outi"), status=404)
