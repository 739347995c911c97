"""The JSON API does what the pages do, through the same commands and schemas."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.shadowing import commands
from services.shadowing.domain.process import TRANSITIONS
from tests.shadowing.conftest import CALL, DATES, DECISION, FOLLOWUP, GOALS, PLAN, World
from tests.shadowing.web import browser

PLAN_JSON = {**PLAN, "days": [day.isoformat() for day in DATES], "version": 0}
INVITATION = {
    "call_id": str(CALL),
    "email": "bertta@example.org",
    "first_name": "Bertta",
    "last_name": "Esimerkki",
    "organisation": "tavastia",
}


def test_a_pair_goes_through_the_five_stages_by_the_api_alone(world: World) -> None:
    anna, bertta, pia = (browser(world, name) for name in ("anna", "bertta", "pia"))
    assert [call["id"] for call in anna.api("GET", "/calls")] == [str(CALL)]
    period = anna.api("POST", "/periods", INVITATION, status=201)
    world.period_id = UUID(period["id"])
    path = f"/periods/{period['id']}"
    assert period["parties"][1]["name"] == "Bertta Esimerkki"
    bertta.api("POST", f"{path}/accept-invitation")
    saved = anna.api("PUT", f"{path}/plan", PLAN_JSON)
    assert saved["plan"]["answers"]["goal"] == PLAN["goal"]
    anna.api("POST", f"{path}/plan/accept", {"version": 1})
    assert bertta.api("POST", f"{path}/plan/accept", {"version": 1})["state"] == "submitted"
    for name in ("hanna", "teuvo"):
        browser(world, name).api("POST", f"{path}/statement", {"supports": "yes", "took_part": True})
    assert [row["id"] for row in pia.api("GET", "/desk")["applications"]] == [period["id"]]
    assert pia.api("POST", f"{path}/decision", DECISION)["state"] == "approved"
    assert anna.api("POST", f"{path}/start", status=409)["code"] == "goals_not_reported"
    anna.api("PUT", f"{path}/goals", {**GOALS, "version": 0})
    anna.api("POST", f"{path}/goals/accept", {"version": 1, "time_reserved": True})
    reported = bertta.api("POST", f"{path}/goals/accept", {"version": 1, "time_reserved": True})
    assert reported["state"] == "goals_reported"
    world.go_to(DATES[0])
    last = bertta.api("GET", path)["days"][4]["id"]
    bertta.api("POST", f"{path}/days/{last}/move", {"date": "2013-11-12"})
    world.go_to(date(2013, 11, 13))
    anna.api("POST", f"{path}/followup", FOLLOWUP)
    assert bertta.api("POST", f"{path}/followup", FOLLOWUP)["state"] == "followup_complete"
    closed = bertta.api("POST", f"{path}/sharing", {"channels": ["talk"], "happened_on": "2013-11-13"})
    assert closed["state"] == "closed"
    assert closed["sharings"][0]["answers"]["happened_on"] == "2013-11-13"


@pytest.mark.parametrize(
    "method, tail, body, field",
    [
        ("PUT", "plan", {**PLAN_JSON, "purpose": "  "}, "purpose"),
        ("PUT", "plan", {**PLAN_JSON, "days": ["2013-10-05"]}, "days"),
        ("PUT", "plan", {**PLAN_JSON, "surprise": 1}, "surprise"),
        ("PUT", "plan", {key: value for key, value in PLAN_JSON.items() if key != "version"}, "version"),
        ("PUT", "goals", {**GOALS, "version": 0, "with_supervisors": "one"}, "without_supervisors_because"),
        ("POST", "sharing", {}, "channels"),
        ("POST", "statement", {"supports": "perhaps"}, "supports"),
        ("POST", "followup", {**FOLLOWUP, "learned": ""}, "learned"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    world: World, method: str, tail: str, body: dict[str, Any], field: str
) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    problem = browser(world, "anna").api(method, f"/periods/{world.period_id}/{tail}", body, status=422)
    assert field in problem["errors"]


def test_only_who_has_signed_in_is_answered(world: World) -> None:
    world.invite()
    for path in ("/calls", "/periods", "/desk", f"/periods/{world.period_id}"):
        assert browser(world).api("GET", path, status=401)["code"] == "sign_in_required"


def test_a_list_shows_one_s_own_periods_and_nobody_else_s(world: World) -> None:
    world.reach("submitted")
    seen = {name: len(browser(world, name).api("GET", "/periods")) for name in ("anna", "bertta", "hanna", "cecilia")}
    assert seen == {"anna": 1, "bertta": 1, "hanna": 1, "cecilia": 0}


def test_the_desk_shows_a_coordinator_the_periods_of_the_own_house_without_their_texts(world: World) -> None:
    world.reach("submitted")
    kaija = browser(world, "kaija")
    assert [row["id"] for row in kaija.api("GET", "/desk")["all"]] == [str(world.period_id)]
    assert kaija.api("GET", f"/periods/{world.period_id}", status=404)
    assert browser(world, "cecilia").api("GET", "/desk")["all"] == []
    assert PLAN["goal"] not in str(kaija.api("GET", "/desk"))


def test_the_invited_reads_no_forms_before_joining(world: World) -> None:
    world.invite()
    seen = browser(world, "bertta").api("GET", f"/periods/{world.period_id}")
    assert seen["relations"] == ["invited"]
    assert seen["can"] == ["accept_invitation", "decline_invitation"]
    assert seen["plan"] is None


def test_a_supervisors_words_are_for_the_pair_and_the_decider_only(world: World) -> None:
    world.reach("submitted")
    said = {"supports": "yes", "comment": "Take the train."}
    browser(world, "hanna").api("POST", f"/periods/{world.period_id}/statement", said)
    comments = {
        name: [
            p["supervisor_comment"] for p in browser(world, name).api("GET", f"/periods/{world.period_id}")["parties"]
        ]
        for name in ("anna", "pia", "hanna", "teuvo")
    }
    assert comments == {
        "anna": ["Take the train.", None],
        "pia": ["Take the train.", None],
        "hanna": ["Take the train.", None],
        "teuvo": [None, None],
    }


def test_an_unknown_period_or_day_is_not_found(world: World) -> None:
    world.reach("in_progress")
    anna = browser(world, "anna")
    assert anna.api("GET", f"/periods/{uuid4()}", status=404)["code"] == "not_found"
    assert anna.api("POST", f"/periods/{world.period_id}/days/{uuid4()}/miss", status=404)["code"] == "not_found"


def test_refusals_name_dates_the_way_people_write_them(world: World) -> None:
    world.reach("in_progress")
    day = world.days()[1][0]
    late = {"date": "2014-01-07"}
    problem = browser(world, "anna", "fi").api("POST", f"/periods/{world.period_id}/days/{day}/move", late, status=422)
    assert "7.1.2014" in problem["detail"]
    assert problem["code"] == "outside_window"


def test_all_versions_of_a_plan_are_there_for_the_pair(world: World) -> None:
    world.invite()
    path = f"/periods/{world.period_id}"
    anna, bertta = browser(world, "anna"), browser(world, "bertta")
    bertta.api("POST", f"{path}/accept-invitation")
    anna.api("PUT", f"{path}/plan", PLAN_JSON)
    bertta.api("PUT", f"{path}/plan", {**PLAN_JSON, "goal": "Two models.", "version": 1})
    versions = anna.api("GET", f"{path}/plan/versions")
    assert [(each["version"], each["answers"]["goal"]) for each in versions] == [(2, "Two models."), (1, PLAN["goal"])]
    browser(world, "hanna").api("GET", f"{path}/plan/versions", status=404)


ADDRESSES = {
    "invite_partner": "periods",
    "accept_plan": "plan/accept",
    "accept_goals": "goals/accept",
    "save_plan": "plan",
    "save_goals": "goals",
    "name_supervisor": "supervisor",
    "give_statement": "statement",
    "approve": "decision",
    "keep_in_reserve": "decision",
    "reject": "decision",
    "place_day": "days/{day_id}/place",
    "move_day": "days/{day_id}/move",
    "miss_day": "days/{day_id}/miss",
    "keep_day": "days/{day_id}/keep",
    "replace_partner": "partner",
    "start_review": "review",
    "ask_for_clarification": "clarification",
    "check_mid_term": "mid-term",
    "propose_amendment": "amendment",
    "accept_amendment": "amendment/accept",
    "take_back_amendment": "amendment/take-back",
    "answer_amendment": "amendment/statement",
    "approve_amendment": "amendment/decision",
    "turn_down_amendment": "amendment/decision",
    "submit_followup": "followup",
    "record_sharing": "sharing",
}


def test_the_description_covers_every_command_of_the_process(world: World) -> None:
    document = browser(world).client.get("/shadowing/openapi.json").json
    for command in {row.command for row in TRANSITIONS if row.who != ("timer",)}:
        tail = ADDRESSES.get(command, command.replace("_", "-"))
        assert any(path.endswith(f"/{tail}") for path in document["paths"]), command
    operations = [one for path in document["paths"].values() for one in path.values() if isinstance(one, dict)]
    assert all(each.get("summary") for each in operations)


def test_a_day_that_lies_ahead_cannot_be_missed_by_a_guess(world: World) -> None:
    world.reach("in_progress")
    ahead = world.days()[3][0]
    problem = browser(world, "anna").api("POST", f"/periods/{world.period_id}/days/{ahead}/miss", status=409)
    assert problem["code"] == "day_not_come"
    assert world.days()[3][1] > DATES[0] + timedelta(days=1)
