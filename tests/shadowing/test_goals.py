"""The goals form and the two follow-ups against the same goals; the gate before the start."""

import importlib
from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import create_engine, select, text

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.tables import Followup, FormVersion
from shared.database.migrate import create_database, drop_database, histories, upgrade
from shared.plugins import manifest
from tests.shadowing.conftest import DATES, FOLLOWUP, GOALS, PLAN, World, id_of
from tests.shadowing.test_pages import TYPED_FOLLOWUP
from tests.shadowing.web import browser, link

TWO = GOALS["goals"].splitlines()


def test_the_follow_up_answers_for_each_goal_and_not_for_more_or_fewer(world: World) -> None:
    world.reach("followup_due")
    for attained in (["well"], ["well", "well", "well"]):
        with pytest.raises(errors.GoalsUnanswered) as refused:
            world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP | {"goal_attainment": attained})
        assert "there are 2" in str(refused.value)
    assert world.state() == "followup_due"
    world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP)
    with world.runtime.sessions() as session:
        assert session.get(Followup, (world.period_id, 0)).goals == TWO


def test_a_page_asks_goal_by_goal_and_keeps_what_was_typed(world: World) -> None:
    world.reach("followup_due")
    letter, nobody = link(world, "followup", "anna"), browser(world)
    refused = nobody.send(letter, status=422, **{**TYPED_FOLLOWUP, "learned": "Much."})
    assert 'href="#goal_2"' in refused.text
    assert "Much." in refused.text
    nobody.send(letter, **TYPED_FOLLOWUP, goal_2="exceeded")
    sent = browser(world, "anna").api("GET", f"/periods/{world.period_id}")["followups"]
    assert [(each["goals"], each["answers"]["goal_attainment"]) for each in sent] == [(TWO, ["well", "exceeded"])]


def test_goals_stand_side_by_side_for_those_who_may_see(world: World) -> None:
    """The one who decides sees both; a partner and a supervisor what the author has shared with them (decision 15)."""
    world.reach("followup_due")
    world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP | {"share_with_partner": True})
    world.do(
        "bertta", commands.submit_followup, world.period_id, {**FOLLOWUP, "goal_attainment": ["partly", "not_met"]}
    )

    def compared(name: str) -> list[list[Any]]:
        rows = browser(world, name).api("GET", f"/periods/{world.period_id}")["goals_compared"]
        return [each["attainment"] for each in rows]

    assert compared("pia") == [["well", "partly"], ["partly", "not_met"]]
    assert compared("anna") == [["well", None], ["partly", None]]
    assert compared("bertta") == [["well", "partly"], ["partly", "not_met"]]
    assert compared("hanna") == [["well", None], ["partly", None]]
    page = browser(world, "pia").get(f"/shadowing/periods/{world.period_id}")
    assert "How the goals were met" in page
    assert page.count(TWO[0]) == 2  # in the goals form, and in the comparison


def test_a_partner_sees_no_attainment_that_was_not_shared(world: World) -> None:
    world.reach("followup_due")
    world.do("bertta", commands.submit_followup, world.period_id, FOLLOWUP | {"share_with_supervisor": False})
    for name in ("anna", "hanna", "teuvo"):
        assert browser(world, name).api("GET", f"/periods/{world.period_id}")["goals_compared"] == []


def test_the_goals_form_is_recorded_as_sent_to_three(world: World) -> None:
    world.reach("goals_reported")
    sent = browser(world, "anna").api("GET", f"/periods/{world.period_id}")["goals_sent"]
    assert [each["person_id"] for each in sent["to"]] == [str(id_of(each)) for each in ("pia", "hanna", "teuvo")]
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}")
    assert "to Pia Esimerkki, Hanna Esimerkki, Teuvo Esimerkki" in page
    assert "With both" in page


def test_at_most_six_goals(world: World) -> None:
    world.reach("goals_due")
    many = {**GOALS, "goals": "\n".join(f"Goal {each}" for each in range(7)), "version": 0}
    problem = browser(world, "anna").api("PUT", f"/periods/{world.period_id}/goals", many, 422)
    assert "at most 6" in str(problem["errors"]["goals"])


def test_the_one_who_decides_opens_the_gate_with_a_reason(world: World) -> None:
    world.reach("goals_due")
    path = f"/shadowing/periods/{world.period_id}"
    pia = browser(world, "pia")
    assert "start-without-goals" not in pia.get(path)
    world.go_to(DATES[0])
    assert "start-without-goals" in pia.get(path)
    assert "Why?" in pia.send(f"{path}/start-without-goals", status=422, reasons=" ").text
    started = pia.send(f"{path}/start-without-goals", reasons="The goals were agreed on the phone.")
    assert "The period has started" in pia.follow(started)
    assert world.state() == "in_progress"
    assert world.last()["started_without_goals"] is True
    assert "The goals were agreed on the phone." in browser(world, "anna").get(path)
    assert "on the phone" not in browser(world, "hanna").get(path)
    assert "on the phone" not in str(world.emitted(world.runtime))


@pytest.mark.parametrize("name", ["anna", "hanna"])
def test_nobody_else_opens_the_gate(world: World, name: str) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0])
    path = f"/shadowing/periods/{world.period_id}/start-without-goals"
    browser(world, name).get(path, status=404)
    browser(world, name).api("POST", path.removeprefix("/shadowing"), {"reasons": "I want to."}, 403)


def test_without_a_goals_form_the_follow_up_answers_for_the_goal_of_the_plan(world: World) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0])
    world.do("pia", commands.start_without_goals, world.period_id, "Agreed on the phone.")
    world.go_to(DATES[-1] + timedelta(days=1))
    asked = browser(world, "anna").api("GET", f"/periods/{world.period_id}")["goals_to_answer"]
    assert asked == ["One model that can be taken home."]


def test_follow_ups_sent_before_goals_were_answered_one_by_one_keep_their_answer(servers: Any) -> None:
    """The migration makes the goals, as they were written, the one goal of the one answer."""
    url = servers.database_url.replace("{service}", "goals_migration")
    step = importlib.import_module("services.shadowing.migrations.versions.shadowing_feeds_and_goals")
    create_database(url)
    try:
        upgrade(url, manifest("shadowing"))
        with create_engine(url).begin() as connection:
            command.downgrade(histories(manifest("shadowing"))[1].config(connection), step.down_revision)
        with create_engine(url).begin() as connection:
            period = "00000000-0000-0000-0000-000000000001"
            connection.execute(text(OLD_ROWS), {"period": period})
        upgrade(url, manifest("shadowing"))
        with create_engine(url).connect() as connection:
            goals, attained = connection.execute(
                text("SELECT goals, content -> 'goal_attainment' FROM followups")
            ).one()
        assert (goals, attained) == (["The goals.\nOn two lines."], ["well"])
    finally:
        drop_database(url)


OLD_ROWS = """
    INSERT INTO periods (id, organisation, call_id, kind, scope, state, stage, reporting_year, invited_at)
        VALUES (:period, 'opelix', :period, 'work_pair', 'internal', 'closed', 5, 2013, now());
    INSERT INTO form_versions (period_id, form, number, saved_by, saved_at, content)
        VALUES (:period, 'goals', 1, :period, now(), jsonb_build_object('goals', E'The goals.\nOn two lines.'));
    INSERT INTO followups (period_id, position, submitted_at, content)
        VALUES (:period, 0, now(), jsonb_build_object('goal_attainment', 'well'));
"""


def test_the_goals_form_begins_with_the_goal_of_the_plan_and_every_version_stays(world: World) -> None:
    world.reach("goals_due")
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}/goals")
    assert "One model that can be taken home." in page
    world.do("anna", commands.save_goals, world.period_id, GOALS, 0)
    world.do("bertta", commands.save_goals, world.period_id, {**GOALS, "goals": "Another goal."}, 1)
    with world.runtime.sessions() as session:
        kept = session.scalars(select(FormVersion.content).where(FormVersion.form == "goals"))
        assert {each["goals"] for each in kept} == {GOALS["goals"], "Another goal."}


def test_two_of_the_same_unit_are_told_and_not_refused(world: World) -> None:
    cards = [world.person(name, organisation="hyria", unit="Torikatu") for name in ("anna", "cecilia")]
    world.deliver(world.runtime, *cards)
    world.invite("anna", "cecilia", organisation="hyria")
    world.do("cecilia", commands.accept_invitation, world.period_id)
    page = browser(world, "anna").get(f"/shadowing/periods/{world.period_id}/plan")
    assert "You both work in the same unit" in page
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)


def test_two_whose_units_are_not_known_are_told_nothing(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    assert "same unit" not in browser(world, "anna").get(f"/shadowing/periods/{world.period_id}/plan")
