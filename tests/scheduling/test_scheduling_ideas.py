"""Ideas of a group: kept in it until the mentor, for the group, or the author lets one out; nobody is named."""

import json
from itertools import product

import pytest
from sqlalchemy import select

from services.scheduling import commands
from services.scheduling.tables import IdeaNote, ReleasedIdea
from shared.errors import DomainError, Forbidden
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, browser, send

__all__ = ["browser"]
OPE = named("ope")
PAGE = f"/scheduling/groups/{OPE}/ideas"
IDEA = {
    "theme": "Kansainvälisyys",
    "idea_type": "training_topic",
    "need": "Opettajat tarvitsevat keinoja tuoda kansainvälisyys oppituntiin.",
    "target_group": "Toisen asteen opettajat",
    "proposed_way": "event",
}


def captured(scheduling, who="ope1"):
    return scheduling.does(who, "capture_idea", OPE, IDEA).id


def brought_to(scheduling, state):
    idea = captured(scheduling)
    for command in {"captured": (), "released": ("release",), "taken_back": ("release", "take_back")}[state]:
        scheduling.does("mentor", f"{command}_idea", OPE, idea)
    return idea


COMMANDS = {
    "change": ("change_idea", IDEA | {"theme": "Muu"}),
    "release": ("release_idea",),
    "take_back": ("take_back_idea",),
    "remove": ("remove_idea",),
}
ROLES = ("mentor", "ope1", "ope2", "pm", "coordinator", "stranger")  # ope1 wrote it
INSIDE, OUT = {"change", "release", "remove"}, {"change", "take_back"}
ALLOWED = {
    "captured": (INSIDE, INSIDE, {"change"}),
    "released": (OUT, OUT, set()),
    "taken_back": (INSIDE, INSIDE, {"change"}),
}


@pytest.mark.parametrize("state", ALLOWED)
def test_each_role_does_in_each_state_what_the_table_says_and_nothing_else(scheduling, state):
    idea = brought_to(scheduling, state)
    may = dict(zip(ROLES, ALLOWED[state], strict=False))
    for role, (act, (command, *args)) in product(ROLES, COMMANDS.items()):
        with scheduling.runtime.work(scheduling.actor(role)) as work:
            try:
                getattr(commands, command)(work, OPE, idea, *args)
                done = True
            except DomainError:
                done = False
            work.session.rollback()
        assert done == (act in may.get(role, ())), (state, role, act)


def test_what_the_group_keeps_is_never_published_and_what_leaves_names_nobody(scheduling):
    captured(scheduling)
    assert not scheduling.told("idea_released")
    scheduling.does("ope1", "release_idea", OPE, captured(scheduling))
    told = [data for _, data in scheduling.told("idea_released")]
    assert [each["theme"] for each in told] == ["Kansainvälisyys"]
    assert str(named("ope1")) not in json.dumps(told)


def test_the_wording_of_an_idea_that_is_out_changes_outside_too(scheduling):
    idea = brought_to(scheduling, "released")
    scheduling.does("ope1", "change_idea", OPE, idea, IDEA | {"theme": "Kielet"})
    assert [data["theme"] for _, data in scheduling.told("idea_released")] == ["Kansainvälisyys", "Kielet"]


def test_an_idea_taken_back_says_so(scheduling):
    idea = brought_to(scheduling, "taken_back")
    with scheduling.runtime.sessions() as session:
        assert session.get_one(ReleasedIdea, idea).state_name == "taken_back"
    assert len(scheduling.told("idea_taken_back")) == 1


def test_nobody_outside_the_group_writes_or_reads_its_ideas(browser, scheduling):
    captured(scheduling)
    for who in ("pm", "coordinator", "stranger", "siht11"):
        with pytest.raises(Forbidden):
            scheduling.does(who, "capture_idea", OPE, IDEA)
        assert browser(who).get(PAGE).status_code == 403
        assert browser(who).get(f"{API}/groups/{OPE}/ideas").status_code == 403


def test_an_idea_of_another_group_is_not_found(scheduling):
    idea = captured(scheduling)
    with pytest.raises(DomainError):
        scheduling.does("mentor", "release_idea", named("siht1"), idea)
    assert scheduling.told("idea_released") == []


def test_a_member_writes_an_idea_and_the_mentor_lets_it_out_on_the_pages(browser, scheduling):
    assert "No ideas yet" in browser("ope2").get(PAGE).text
    assert send(browser("ope2"), f"{PAGE}/new", **IDEA).status_code == 303
    with scheduling.runtime.sessions() as session:
        idea = session.scalars(select(IdeaNote)).one().id
    assert "Let it out" not in browser("ope3").get(PAGE).text
    assert "Let it out" in browser("mentor").get(PAGE).text
    assert send(browser("mentor"), f"{PAGE}/{idea}/release", form_page=PAGE).headers["Location"].endswith("released")
    assert "out of the group" in browser("ope3").get(PAGE).text
    assert "Ope2" not in browser("ope3").get(PAGE).text


def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(browser):
    answer = send(browser("ope2"), f"{PAGE}/new", **IDEA | {"need": ""})
    assert answer.status_code == 422
    assert "Kansainvälisyys" in answer.text


def test_the_api_keeps_releases_and_forgets(browser, scheduling):
    client, path = browser("mentor"), f"{API}/groups/{OPE}/ideas"
    idea = f"{path}/{client.post(path, json=IDEA, headers=BY_SCRIPT).json['id']}"
    assert client.put(idea, json=IDEA | {"theme": "Kielet"}, headers=BY_SCRIPT).json["theme"] == "Kielet"
    assert client.post(f"{idea}/release", headers=BY_SCRIPT).json["state"] == "released"
    assert client.delete(idea, headers=BY_SCRIPT).status_code == 409
    assert client.delete(f"{idea}/release", headers=BY_SCRIPT).json["state"] == "taken_back"
    assert client.delete(idea, headers=BY_SCRIPT).status_code == 204
    assert client.get(path).json == []
