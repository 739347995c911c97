"""The history of every record (who, when, why), as a page and by the API; and the desk's other views by the API."""

import ast
from datetime import date
from pathlib import Path

import pytest

from services.registration.commands import calls, cancelling, ideas, roles
from services.registration.commands.ideas import EVENTS
from services.registration.domain import mentor, registration
from services.registration.queries import history
from services.registration.schemas.history import TEXTS
from shared.errors import Forbidden
from shared.work import Actor
from tests.registration.conftest import at
from tests.registration.test_calls import manager
from tests.registration.test_desk import DESK, sign_in
from tests.registration.test_ideas import WORDING
from tests.registration.test_mentors import offered
from tests.registration.test_moves import approved, two_groups
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link", "manager"]
COMMANDS = Path(calls.__file__).parent


def written_down() -> set[str]:
    """Every name of a thing that a command writes into a history."""
    found = {*EVENTS.values(), *mentor.EVENTS.values(), *registration.LEAVING, "role_given", "role_ended"}
    for path in COMMANDS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record_history":
                what = node.args[1]
                found |= {what.value} if isinstance(what, ast.Constant) else set()
    return found


@pytest.mark.parametrize("what", sorted(written_down()))
def test_everything_that_is_written_into_a_history_has_its_words(what):
    assert any(what in texts for texts in TEXTS.values())


def test_a_calls_history_tells_who_drafted_published_and_cancelled_it_and_why(season, desk):
    call = season.call()
    season.do(cancelling.cancel_call, call.id, "Rahoitus peruttiin")
    desk.open(f"{DESK}/calls/{call.id}").says("History").open(f"{DESK}/calls/{call.id}/history")
    desk.says("The call was drafted.", "The call was published.", "The call was cancelled. Reason: Rahoitus peruttiin")
    assert desk.text.index("cancelled") < desk.text.index("drafted")


def test_a_persons_history_tells_which_roles_were_given_and_by_whom(season, desk):
    person = season.person("aino")
    season.do(roles.grant, person.id, "mentor", person.organisation, date(2013, 6, 3), None)
    desk.open(f"/registration/people/{person.id}").says("History").open(f"/registration/people/{person.id}/history")
    desk.says("A role was given, or its days changed. (mentor, Hyria)")


def test_a_mentors_history_tells_that_the_mentor_offered_and_was_accepted(season, desk):
    person = offered(season)
    desk.open(f"/registration/mentors/{person.id}").says("History").open(
        f"/registration/mentors/{person.id}/history"
    ).says("Offered to lead groups.")


def test_an_ideas_history_is_for_those_who_decide_on_it(season, desk, browser):
    idea = season.do(ideas.enter_idea, "opelix", WORDING | {"origin": "entered"})
    season.do(ideas.review_idea, idea.id)
    desk.open(f"{DESK}/ideas/{idea.id}").says("History").open(f"{DESK}/ideas/{idea.id}/history")
    desk.says("The idea was entered.", "The idea was taken under review.")
    person = season.person("aino")
    with pytest.raises(Forbidden):
        season.do(history.history_of_idea, idea.id, actor=Actor("person", person.id, ()))


def test_the_reason_of_a_refusal_is_in_no_history(season, desk, manager):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    season.deny(one, "other", "Salaisuus")
    desk.open(f"{DESK}/groups/{group.id}/history").says("was not approved.")
    assert "Salaisuus" not in desk.text
    assert "Salaisuus" not in str(manager.get(f"/groups/{group.id}/history"))


def test_the_api_tells_a_history_in_the_readers_language(season, manager):
    first, _other = two_groups(season)
    approved(season, first, "aino")
    status, told = manager.get(f"/groups/{first.id}/history")
    assert status == 200
    assert {"ilmoittautui.", "vahvisti osoitteensa."} <= {each["text"] for each in told["rows"]}
    assert {each["whom"] for each in told["rows"]} == {"Aino Malli"}
    assert manager.get(f"/calls/{first.call_id}/history")[1]["rows"][-1]["what"] == "drafted"


def test_the_api_tells_what_waits_as_the_desk_does(season, manager, tick):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    assert [each["what"] for each in manager.get("/tasks")[1]["tasks"]] == ["typed_in"]
    season.clock.set(at(date(2013, 6, 11), 12))
    tick(season.runtime)
    ((late,),) = (manager.get("/tasks")[1]["tasks"],)
    assert (late["what"], late["registration_id"], late["person"]["name"]) == ("approval_late", str(one), "Aino Malli")


def test_the_api_shows_the_board_with_the_reason_beside_who_waits(season, manager):
    first, other = two_groups(season, max_size=1)
    approved(season, first, "aino", "eero")
    board = manager.get(f"/calls/{first.call_id}/board")[1]
    people = next(each["people"] for each in board["groups"] if each["group_id"] == str(first.id))
    assert [(each["name"], each.get("why"), each.get("ahead")) for each in people] == [
        ("Aino Malli", None, None),
        ("Eero Malli", "full", 0),
    ]
    only = manager.get(f"/calls/{first.call_id}/board?group_id={other.id}")[1]
    assert [each["group_id"] for each in only["groups"]] == [str(other.id)]
    assert manager.get(f"/calls/{first.call_id}/board?q=eero")[1]["groups"][0]["people"][0]["name"] == "Eero Malli"


@pytest.mark.parametrize("path", ["calls/{call}/history", "groups/{group}/history", "calls/{call}/board"])
def test_a_participant_reads_neither_board_nor_history(season, browser, path):
    group = season.group_of(season.call())
    sign_in(season, browser, "aino", "hyria", "mentor")
    assert browser.open("/api/registration/v1/" + path.format(call=group.call_id, group=group.id)).status == 403


def test_a_members_coordinator_reads_the_history_of_the_own_calls_alone(season, browser):
    group = season.group_of(season.call())
    sign_in(season, browser, "koordinaattori", "tavastia", "member_coordinator")
    assert browser.open(f"{DESK}/calls/{group.call_id}/history").status == 403
