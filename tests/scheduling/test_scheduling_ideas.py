"""Ideas of a group: kept in it until the mentor, for the group, or the author lets one out; nobody is named."""

import json
from itertools import product

import pytest
from sqlalchemy import select

from services.scheduling import commands
from services.scheduling.domain.agreement_errors import TooManyIdeas
from services.scheduling.domain.errors import GroupCancelled
from services.scheduling.tables import IdeaNote, KnownIdea, ReleasedIdea
from shared.contracts.registration import IdeaV1
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


REALISED = {"realised_name": "Koulu goes Global", "realised_from": "2013-09-12", "realised_place": "Hämeenlinna"}
BECAME = {
    "under_review": ({}, ["under review"]),
    "planned": ({"term": "syksy 2014"}, ["planned", "syksy 2014"]),
    "realised": (REALISED, ["carried out", "Koulu goes Global, Hämeenlinna"]),
    "parked": ({"reason": "too_early"}, ["waits", "It is too early for it"]),
    "rejected": ({"reason": "offered_already"}, ["not carried out", "It is offered already"]),
    "merged": ({"merged_into": str(named("another"))}, ["part of another idea"]),
}


def became(scheduling, idea, state, *, group=OPE, **more):
    told = {**IDEA, "organisation": "opelix", "group_id": group and str(group), "call_id": None, "period_id": None}
    origin = "group" if group else "entered"
    given = {**told, "state": state, "origin": origin, "responsible_id": str(named("pm")), **more}
    name = {"under_review": "idea_reviewed", "released": "idea_received"}.get(state, f"idea_{state}")
    scheduling.deliver(scheduling.runtime, scheduling.event(IdeaV1, name, id=idea, **given))


@pytest.mark.parametrize("state", BECAME)
def test_the_group_reads_what_became_of_an_idea_that_it_let_out(browser, scheduling, state):
    idea = brought_to(scheduling, "released")
    assert "What became of it" not in browser("ope3").get(PAGE).text
    assert browser("ope3").get(f"{API}/groups/{OPE}/ideas").json[0]["outcome"] is None
    more, texts = BECAME[state]
    became(scheduling, idea, state, **more)
    page = browser("ope3").get(PAGE).text
    assert all(each in page for each in ["What became of it", *texts])
    assert browser("ope3").get(f"{API}/groups/{OPE}/ideas").json[0]["outcome"]["state"] == state


@pytest.mark.parametrize("state, offered", [("under_review", True), ("planned", False), ("realised", False)])
def test_what_is_planned_already_is_not_offered_to_be_taken_back(browser, scheduling, state, offered):
    became(scheduling, brought_to(scheduling, "released"), state)
    assert ("Take the idea back" in browser("mentor").get(PAGE).text) == offered


def test_of_a_call_that_came_of_an_idea_the_group_finds_the_page(browser, scheduling):
    became(scheduling, brought_to(scheduling, "released"), "realised", became_call_id=str(named("verme-2014k")))
    assert f'href="/registration/calls/{named("verme-2014k")}"' in browser("ope1").get(PAGE).text


def test_an_idea_that_was_only_received_or_taken_back_has_become_nothing(browser, scheduling):
    idea = brought_to(scheduling, "taken_back")
    for state in ("released", "withdrawn"):
        became(scheduling, idea, state)
        assert "What became of it" not in browser("ope1").get(PAGE).text


def test_of_others_ideas_and_of_who_sees_to_one_nothing_is_kept(scheduling):
    idea = brought_to(scheduling, "released")
    became(scheduling, idea, "planned", term="syksy 2014")
    became(scheduling, named("an idea of nobody's group"), "planned", group=None)
    with scheduling.runtime.sessions() as session:
        kept = {each.id: each.data for each in session.scalars(select(KnownIdea))}
    assert kept[named("an idea of nobody's group")] == {}
    assert str(named("pm")) not in json.dumps(kept[idea])
    assert "need" not in kept[idea]


def test_what_a_group_let_out_before_it_was_cancelled_goes_on_and_the_mentor_may_still_let_out_the_rest(
    browser, scheduling
):
    out, kept = brought_to(scheduling, "released"), captured(scheduling, "ope2")
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_cancelled", state="cancelled", member_ids=[]))
    assert scheduling.told("idea_taken_back") == []
    became(scheduling, out, "planned", term="syksy 2014")
    assert "syksy 2014" in browser("mentor").get(PAGE).text
    assert "Write an idea" not in browser("mentor").get(PAGE).text
    with pytest.raises(GroupCancelled):
        captured(scheduling, "mentor")
    with pytest.raises(Forbidden):
        scheduling.does("ope2", "release_idea", OPE, kept)
    assert scheduling.does("mentor", "release_idea", OPE, kept).state == "released"
    assert scheduling.does("mentor", "take_back_idea", OPE, out).state == "taken_back"


def test_a_group_keeps_a_bounded_number_of_ideas(scheduling, monkeypatch):
    monkeypatch.setattr("services.scheduling.domain.ideas.MOST", 2)
    captured(scheduling), captured(scheduling)
    with pytest.raises(TooManyIdeas):
        captured(scheduling)
