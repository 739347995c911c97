"""The register of ideas over HTTP: the desk without JavaScript, and the API; who decides, and who only reads."""

from uuid import uuid4

import pytest

from tests.registration.test_api import API, HEADERS
from tests.registration.test_desk import sign_in
from tests.registration.test_ideas import WORDING, register
from tests.registration.test_pages import Browser, app, browser, desk

__all__ = ["app", "browser", "desk", "register"]
DESK = "/registration/desk/ideas"
PLANNED = {"term": "kevät 2013"}
REALISED = {"realised_name": "Koulu goes Global", "realised_from": "2013-06-03"}


@pytest.fixture
def told(register):
    """An idea that a group of the network let out."""
    register.hears(register.told())
    return register.kept().id


@pytest.fixture
def api(season, app):
    """`api("pm", "opelix", "project_manager")`: calls of the API by somebody, with status and JSON of the answer."""

    def signed_in_as(name=None, organisation="hyria", role=None):
        client = Browser(app)
        if name:
            sign_in(season, client, name, organisation, role)

        def call(path, body=None, *, method="POST"):
            answer = client.client.open(API + path, method=method, json=body or {}, headers=HEADERS)
            return answer.status_code, answer.get_json()

        return call

    return signed_in_as


def test_a_register_without_ideas_says_where_they_come_from(desk):
    desk.open(DESK).says("No ideas yet", "when a group lets one out")


def test_an_idea_is_reviewed_planned_and_carried_out_by_the_pages_alone(season, desk, told):
    call = season.call()
    desk.open(DESK).says("Kansainvälisyys", "new", "A topic for training")
    desk.open(f"{DESK}/{told}").says("Keinoja tuoda kansainvälisyys oppituntiin.")
    desk.send("Take it under review").says("under review")
    desk.open(f"{DESK}/{told}/plan").send("Save", **PLANNED).says("planned", "kevät 2013", "Who sees to it")
    desk.open(f"{DESK}/{told}/realise").send("Save", became_call_id=str(call.id), **REALISED)
    desk.says("carried out", "Koulu goes Global", "The call that came of it")
    desk.open(DESK).says("carried out", "Koulu goes Global")


@pytest.mark.parametrize(("act", "state"), [("park", "waits"), ("reject", "not carried out")])
def test_why_an_idea_waits_or_is_not_carried_out_is_said(desk, told, act, state):
    desk.open(f"{DESK}/{told}").send("Take it under review")
    desk.open(f"{DESK}/{told}/{act}").says("the group reads it")
    desk.send("Save").says("Why?")
    assert desk.status == 422
    desk.send("Save", reason="too_early").says(state, "It is too early for it")


def test_an_idea_is_merged_into_another_and_taken_apart_again(register, desk, told):
    other = register.entered()
    desk.open(f"{DESK}/{told}").send("Take it under review")
    desk.open(f"{DESK}/{told}/merge").send("Save", into=str(other)).says("part of another idea")
    desk.open(f"{DESK}/{other}").says("Its parts")
    desk.open(f"{DESK}/{told}").send("Take it under review").says("under review")


def test_an_idea_that_came_by_word_of_mouth_is_entered_and_what_is_missing_is_said(desk):
    desk.open(f"{DESK}/new").send("", theme="Kielet", need="")
    assert desk.status == 422
    assert 'value="Kielet"' in desk.text
    desk.send("", theme="Kielet", need="Opettajat tarvitsevat kieliparin.").says("Kielet", "new")


def test_whoever_has_signed_in_reads_and_only_who_is_in_charge_finds_what_decides(season, browser, told):
    assert browser.open(DESK).path.startswith("/registration/sign-in")
    for name, organisation, role in (("kati", "hyria", "member_coordinator"), ("aino", "hyria", None)):
        sign_in(season, browser, name, organisation, role)
        browser.open(f"{DESK}/{told}").says("Kansainvälisyys")
        assert "Take it under review" not in browser.text
        for path in (f"{told}/plan", f"{told}/realise", f"{told}/park", f"{told}/reject", f"{told}/merge", "new"):
            assert browser.open(f"{DESK}/{path}").status == 403, (name, path)


@pytest.mark.parametrize("path", ["", "/plan", "/realise", "/park", "/reject", "/merge"])
def test_an_idea_that_does_not_exist_is_not_found(desk, path):
    assert desk.open(f"{DESK}/{uuid4()}{path}").status == 404


def test_the_api_takes_an_idea_from_entering_to_what_came_of_it(api):
    call = api("pm", "opelix", "project_manager")
    status, entered = call("/ideas", WORDING)
    assert (status, entered["state"], entered["origin"]) == (201, "released", "entered")
    one = f"/ideas/{entered['id']}"
    acts = [("review", None), ("plan", PLANNED), ("park", {"reason": "no_resources"}), ("review", None)]
    states = [call(f"{one}/{act}", body)[1]["state"] for act, body in acts]
    assert states == ["under_review", "planned", "parked", "under_review"]
    call(f"{one}/plan", PLANNED)
    assert call(f"{one}/realise", REALISED)[1]["realised_name"] == "Koulu goes Global"
    assert call(one, method="GET")[1]["state"] == "realised"
    assert [each["theme"] for each in call("/ideas", method="GET")[1]] == ["Kansainvälisyys"]


def test_the_api_refuses_what_cannot_be_and_who_may_not(api, told):
    assert api()("/ideas", method="GET")[0] == 401
    manager, member = api("pm", "opelix", "project_manager"), api("aino")
    assert manager(f"/ideas/{told}/plan", PLANNED)[0] == 409
    assert manager(f"/ideas/{told}/merge", {"into": str(told)})[0] in (409, 422)
    assert manager(f"/ideas/{told}/park", {"reason": "Aino on sairas"})[0] == 422
    assert manager(f"/ideas/{uuid4()}", method="GET")[0] == 404
    assert member(f"/ideas/{told}", method="GET")[0] == 200
    for act, body in (("review", None), ("plan", PLANNED), ("reject", {"reason": "other"})):
        assert member(f"/ideas/{told}/{act}", body)[0] == 403
