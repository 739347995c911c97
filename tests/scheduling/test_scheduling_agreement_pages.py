"""Agreement and plan as pages and API: inside the group everything, outside it nothing but what it made public."""

import re
from datetime import date

import pytest

from services.scheduling.commands import ThemeGiven
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_agreement import MEMBERS, OPE, PLAN, TEXT, accept, agreement_of, written
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, FIRST, browser, link, send

__all__ = ["browser"]
GROUP = f"/scheduling/groups/{OPE}"
TEXT_PAGE, PLAN_PAGE = f"{GROUP}/agreement/text", f"{GROUP}/plan"
TOLD = {
    "goals": "Jaksaa syksyn yli\nOppia toisilta",
    "ground_rules": "Kuunnellaan",
    "absence_rule": "Sivulla",
    "what_may_leave": ["ideas"],
    "revision": "0",
}


def act(client, path, page=TEXT_PAGE):
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(page).text)[1]
    return client.post(path, data={"form_token": token})


def test_a_group_writes_proposes_and_accepts_on_its_pages(browser, scheduling):
    assert "Write the agreement here" in browser("ope1").get(TEXT_PAGE).text
    page = browser("ope1").get(f"{TEXT_PAGE}/write").text
    assert "We put up with things being unfinished." in page
    assert "The rules below are a start" in page
    assert send(browser("ope1"), f"{TEXT_PAGE}/write", **TOLD).status_code == 303
    assert "are a start" not in browser("ope1").get(f"{TEXT_PAGE}/write").text
    assert act(browser("mentor"), f"{TEXT_PAGE}/propose").headers["Location"].endswith("done=proposed")
    for each in MEMBERS:
        answer = send(browser(each), TEXT_PAGE, number="1")
        assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].endswith("done=in_force")
    page = browser("ope2").get(GROUP).text
    assert "The group agreed on Thu 1 Aug 2013" in page
    assert "in force" in page


def test_what_is_missing_is_said_before_a_proposal(browser, scheduling):
    send(browser("ope1"), f"{TEXT_PAGE}/write", **TOLD | {"goals": ""})
    answer = act(browser("mentor"), f"{TEXT_PAGE}/propose")
    assert answer.status_code == 422
    assert "Write at least one goal" in answer.text


def test_whoever_writes_over_somebody_is_told_and_loses_nothing(browser, scheduling):
    send(browser("ope1"), f"{TEXT_PAGE}/write", **TOLD)
    answer = send(browser("ope2"), f"{TEXT_PAGE}/write", **TOLD | {"goals": "Toinen tavoite"})
    assert answer.status_code == 409
    assert "Somebody else has changed the text meanwhile" in answer.text
    assert "Toinen tavoite" in answer.text


@pytest.mark.parametrize("who, status", [("pm", 403), ("coordinator", 403), ("stranger", 403), ("siht11", 403)])
def test_neither_coordinators_nor_strangers_read_what_the_group_wrote(browser, scheduling, who, status):
    written(scheduling, "in_force")
    scheduling.does("ope1", "write_plan", OPE, PLAN, 0)
    for path in (TEXT_PAGE, PLAN_PAGE, f"{TEXT_PAGE}/write", f"{PLAN_PAGE}/write", f"{PLAN_PAGE}/themes/new"):
        assert browser(who).get(path).status_code == status, path
    for path in ("agreement/text", "plan"):
        assert browser(who).get(f"{API}/groups/{OPE}/{path}").status_code == status


def test_the_coordinator_sees_that_the_group_has_agreed_and_no_text(browser, scheduling):
    written(scheduling, "in_force")
    page = browser("pm").get(GROUP).text
    assert "The group agreed on Thu 1 Aug 2013" in page
    assert "Jaksaa" not in page
    assert "agreement/text" not in page


def test_a_substitute_for_one_meeting_reads_no_agreement(browser, scheduling):
    written(scheduling, "in_force")
    scheduling.deliver(scheduling.runtime, scheduling.group("siht2", "mentor_replaced", mentor_ids=[named("stranger")]))
    scheduling.does("mentor", "substitute_mentor", named("ope 2013-09-19"), named("stranger"))
    assert browser("stranger").get(GROUP).status_code == 200
    assert browser("stranger").get(TEXT_PAGE).status_code == 403


def test_a_link_of_the_mail_accepts_without_signing_in_and_opens_nothing_else(browser, scheduling):
    written(scheduling, "proposed")
    path = f"/scheduling/agreement/{link(scheduling, 'agreement', 'ope', 'ope4')}"
    assert "Jaksaa syksyn yli" in browser().get(path).text
    assert "Change the agreement" not in browser().get(path).text
    assert send(browser(), path, number="1").headers["Location"].endswith("done=accepted")
    assert named("ope4") not in agreement_of(scheduling).waiting_ids


def test_the_link_of_somebody_who_left_the_group_opens_nothing(browser, scheduling):
    written(scheduling, "proposed")
    path = f"/scheduling/agreement/{link(scheduling, 'agreement', 'ope', 'ope7')}"
    left = scheduling.group("ope", "group_changed", member_ids=[named(each) for each in MEMBERS[:-1]])
    scheduling.deliver(scheduling.runtime, left)
    assert browser().get(path).status_code == 404


def test_a_link_of_another_kind_opens_no_agreement(browser, scheduling):
    written(scheduling, "proposed")
    assert browser().get(f"/scheduling/agreement/{link(scheduling, 'group', 'ope', 'ope4')}").status_code == 404


def test_a_no_is_saved_by_its_button(browser, scheduling):
    written(scheduling, "proposed")
    assert act(browser("ope3"), f"{TEXT_PAGE}/no/1").headers["Location"].endswith("done=declined")
    assert agreement_of(scheduling).declined == 1


def test_members_make_the_plan_on_its_pages(browser, scheduling):
    assert "No themes yet" in browser("ope1").get(PLAN_PAGE).text
    theme = {"title": "Rajaaminen", "meeting_number": "2", "prepared_by": str(named("ope3")), "public": "true"}
    assert send(browser("ope1"), f"{PLAN_PAGE}/themes/new", **theme).status_code == 303
    values = {"uniting_theme": "Erityinen tuki", "questions": "Miten jaksan?", "idea_session": "3", "revision": "1"}
    assert send(browser("ope2"), f"{PLAN_PAGE}/write", **values).status_code == 303
    assert send(browser("mentor"), f"{PLAN_PAGE}/agreed", agreed_on="1.8.2013").status_code == 303
    page = browser("ope4").get(PLAN_PAGE).text
    for text in ("Rajaaminen", "Prepared by Ope3 Esimerkki", "Miten jaksan?", "others may read the title"):
        assert text in page
    shown = browser().get(f"{API}/groups/{OPE}/themes").json
    assert shown == {"uniting_theme": "Erityinen tuki", "themes": [{"title": "Rajaaminen", "meeting_number": 2}]}


def test_nothing_is_public_before_the_group_has_agreed(browser, scheduling):
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Rajaaminen", public=True))
    assert browser().get(f"{API}/groups/{OPE}/themes").status_code == 404


def test_a_newcomer_is_led_to_the_agreement_first(browser, scheduling):
    written(scheduling, "in_force")
    members = [named(each) for each in (*MEMBERS, "siht11")]
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_changed", member_ids=members))
    assert browser("siht11").get(PLAN_PAGE).headers["Location"] == TEXT_PAGE
    assert "accept it" in browser("siht11").get(GROUP).text
    accept(scheduling, "siht11")
    assert browser("siht11").get(PLAN_PAGE).status_code == 200


def test_the_api_writes_proposes_and_accepts(browser, scheduling):
    path = f"{API}/groups/{OPE}/agreement/text"
    client = browser("mentor")
    assert client.get(path).status_code == 404
    written_ = client.put(path, json=TEXT, headers=BY_SCRIPT)
    assert (written_.status_code, written_.json["state"]) == (200, "draft")
    assert client.post(f"{path}/proposal", headers=BY_SCRIPT).json["asked"]["number"] == 1
    answer = browser("ope1").post(f"{path}/acceptance", json={"number": 1}, headers=BY_SCRIPT)
    assert (answer.json["own_answer"], len(answer.json["waiting_ids"])) == (True, 6)
    assert browser("ope2").post(f"{path}/refusal", json={"number": 1}, headers=BY_SCRIPT).json["own_answer"] is False
    assert client.delete(f"{path}/proposal", headers=BY_SCRIPT).json["state"] == "draft"
    assert client.delete(f"{path}/draft", headers=BY_SCRIPT).status_code == 204


def test_the_api_makes_a_plan(browser, scheduling):
    path = f"{API}/groups/{OPE}/plan"
    client = browser("ope1")
    themed = client.post(f"{path}/themes", json={"title": "Rajaaminen"}, headers=BY_SCRIPT)
    theme = f"{path}/themes/{themed.json['themes'][0]['id']}"
    assert client.put(path, json=PLAN | {"revision": 1}, headers=BY_SCRIPT).json["state"] == "draft"
    assert client.put(theme, json={"title": "Jaksaminen"}, headers=BY_SCRIPT).json["themes"][0]["title"] == "Jaksaminen"
    agreed = browser("mentor").put(f"{path}/agreed", json={"agreed_on": str(date(2013, 8, 1))}, headers=BY_SCRIPT)
    assert agreed.json["state"] == "agreed"
    assert client.delete(theme, headers=BY_SCRIPT).json["state"] == "revised"


def test_a_refusal_comes_first_on_the_coordinators_overview_without_a_name(browser, scheduling):
    written(scheduling, "proposed")
    assert "has not accepted the agreement" not in browser("pm").get("/scheduling/overview").text
    scheduling.does("ope3", "decline_agreement", OPE, 1)
    page = browser("pm").get("/scheduling/overview").text
    assert "Somebody has not accepted the agreement (Thu 1 Aug 2013)" in page
    assert page.index("Ryhmä ope") < page.index("Ryhmä siht1")
    assert "Ope3" not in page
    rows = browser("pm").get(f"{API}/overview?shown=problems").json["rows"]
    assert [(row["id"], row["problems"][0]["code"]) for row in rows] == [(str(OPE), "agreement_refused")]
    accept(scheduling, "ope3")
    assert "has not accepted the agreement" not in browser("pm").get("/scheduling/overview").text


def test_the_mentor_is_led_to_agreement_plan_and_ideas_when_their_time_comes(browser, scheduling):
    first = browser("mentor").get(FIRST).text
    assert "Agree together on ground rules" in first
    assert f'href="{TEXT_PAGE}"' in first
    assert "Choose a theme for the meeting in the plan" in first
    scheduling.does("ope1", "write_plan", OPE, PLAN | {"idea_session": 1}, 0)
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Rajaaminen", 1, named("ope3")))
    written(scheduling, "proposed")
    first = browser("mentor").get(FIRST).text
    for words in ("Theme: Rajaaminen. Prepared by Ope3 Esimerkki", "7 have not accepted it yet", "training needs and"):
        assert words in first
    scheduling.set_clock("2013-08-29 15:40")
    first = browser("mentor").get(FIRST).text
    assert "Note the day on which the group agreed" in first
    assert f'href="{GROUP}/ideas">Let out the ideas' in first


def test_a_coordinator_sees_no_theme_on_a_meetings_page(browser, scheduling):
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Rajaaminen", 1, named("ope3")))
    page = browser("pm").get(FIRST).text
    assert "Rajaaminen" not in page
    assert "Plan of the group" not in page
