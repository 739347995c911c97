"""A period by its organisation's own process, through pages, API and setup; set in network.yml, without code."""

from datetime import date

import pytest

from services.shadowing import commands
from services.shadowing.tables import Period
from shared.errors import ConfigurationError
from tests.shadowing.conftest import DATES, DECISION, FOLLOWUP, PLAN, World
from tests.shadowing.domain.test_own_process import SETTINGS
from tests.shadowing.web import browser


@pytest.fixture
def own(world: World) -> World:
    """The network's own organisation, which owns cross-member pairs, has settings."""
    world.runtime.network.organisations["opelix"].services["shadowing"] = SETTINGS
    return world


def plan_typed() -> dict[str, object]:
    return {**PLAN, "days": "\n".join(each.isoformat() for each in PLAN["days"])}


def test_an_added_question_is_asked_in_the_readers_language_and_its_answer_shown(own: World) -> None:
    own.invite()
    own.do("bertta", commands.accept_invitation, own.period_id)
    anna = browser(own, "anna", "sv")
    page = f"/shadowing/periods/{own.period_id}"
    assert "Passar tiden för det ni vill se?" in anna.get(f"{page}/plan")
    anna.send(f"{page}/plan", **plan_typed(), timing_fit="well")
    shown = browser(own, "bertta", "fi").get(page)
    assert "Sopiiko aika siihen" in shown
    assert "Hyvin" in shown


def test_an_answer_that_was_not_offered_is_refused_on_the_page_and_by_the_api(own: World) -> None:
    own.invite()
    own.do("bertta", commands.accept_invitation, own.period_id)
    anna, path = browser(own, "anna"), f"/periods/{own.period_id}/plan"
    anna.send(f"/shadowing{path}", status=422, **plan_typed(), timing_fit="never")
    sent = {**PLAN, "days": [each.isoformat() for each in DATES], "version": 0}
    anna.api("PUT", path, json={**sent, "timing_fit": "never"}, status=422)
    anna.api("PUT", path, json={**sent, "tea": "green"}, status=422)
    kept = anna.api("PUT", path, json={**sent, "timing_fit": "poorly"})
    assert kept["plan"]["answers"]["timing_fit"] == "poorly"


def test_a_question_of_one_organisation_is_unknown_to_the_others(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    sent = {**PLAN, "days": [each.isoformat() for each in DATES], "version": 0, "timing_fit": "well"}
    browser(world, "anna").api("PUT", f"/periods/{world.period_id}/plan", json=sent, status=422)


def test_without_the_supervisors_confirmation_a_pair_is_approved_at_once_and_supervisors_are_not_asked(
    own: World,
) -> None:
    own.invite()
    own.apply()
    assert own.last()["supervisors_asked"] is False
    own.do("pia", commands.decide, own.period_id, DECISION)
    assert own.state() == "approved"


def test_nobody_is_late_on_the_desk_where_supervisors_are_not_asked(own: World) -> None:
    own.invite()
    own.apply()
    own.go_to(date(2013, 9, 25))
    assert browser(own, "pia").api("GET", "/desk")["late"] == []
    own.runtime.network.organisations["opelix"].services.clear()
    assert len(browser(own, "pia").api("GET", "/desk")["late"]) == 1


def test_the_follow_up_forms_are_due_by_the_organisations_own_deadline(own: World) -> None:
    own.runtime.network.organisations["opelix"].services["shadowing"] = {"deadlines": {"followup": 21, "closing": 90}}
    own.reach("followup_due")
    with own.runtime.sessions() as session:
        assert (session.get(Period, own.period_id).followup_due_on - DATES[-1]).days == 21
    for name in ("anna", "bertta"):
        own.do(name, commands.submit_followup, own.period_id, FOLLOWUP)
    by = browser(own, "anna").api("GET", f"/periods/{own.period_id}")["next"][0]["by"]
    assert (date.fromisoformat(by) - own.clock.now().date()).days == 90


def test_the_supervisor_is_told_the_day_of_the_organisations_own_deadline(own: World) -> None:
    own.runtime.network.organisations["opelix"].services["shadowing"] = {"deadlines": {"statement": 10}}
    own.reach("submitted")
    page = browser(own, "hanna").get(f"/shadowing/periods/{own.period_id}/statement")
    assert "If you do not answer by Thu 12 Sept 2013" in page


def test_setup_refuses_settings_that_cannot_be_used_and_names_organisation_and_place(world: World) -> None:
    world.runtime.network.organisations["hyria"].services["shadowing"] = {"deadlines": {"goals": "soon"}}
    world.runtime.network.organisations["tavastia"].services["shadowing"] = {"without": ["goals"]}
    with pytest.raises(ConfigurationError) as refused, world.runtime.work() as work:
        commands.check_processes(work)
    first, second = str(refused.value).splitlines()
    assert first.startswith("hyria: shadowing.deadlines.goals: ")
    assert second.startswith("tavastia: shadowing.without: ")
