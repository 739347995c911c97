"""The registry of mentors: offering to lead, being accepted, training, pausing, leaving, and being chosen."""

import dataclasses
from datetime import date
from uuid import uuid4

import pytest

from services.registration.commands import leading, mentors
from services.registration.domain.errors import NotAMentor, NotNow
from services.registration.domain.mentor_errors import (
    MentorPaused,
    OwnMentoring,
    SupervisorNotAsked,
    TrainingDatesContradict,
    TrainingNeedsReason,
    UnknownArea,
)
from services.registration.queries import mentors as queries
from services.registration.tables import Group, Mentor
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.people.tables import Role
from shared.work import Actor
from tests.registration.test_api import API, HEADERS, Api
from tests.registration.test_desk import DESK, sign_in
from tests.registration.test_moves import approved, two_groups
from tests.registration.test_pages import app, browser, desk

__all__ = ["app", "browser", "desk"]
OWN = "/registration/leading"
PROFILE = {
    "professional_field": "Hoitoala",
    "lead_languages": ["fi", "sv"],
    "training": "in_training",
    "capacity_groups": 2,
    "service_area": [],
    "remote": True,
    "fits": ["thu_pm"],
    "if_needed": ["tue_pm"],
}


def actor(person, role=None, organisation=None):
    held = (Role(role, organisation, date(2010, 1, 1)),) if role else ()
    return Actor("person", person.id, held)


def coordinator(season, organisation="hyria"):
    return actor(season.person("vastuuhenkilo", organisation), "member_coordinator", organisation)


def offered(season, name="aino", **more):
    person = season.person(name, "hyria")
    season.do(mentors.offer_to_lead, person.id, PROFILE | more, actor=actor(person))
    return person


def accepted(season, name="aino", **more):
    person = offered(season, name, **more)
    season.do(mentors.accept, person.id, supervisor_agrees=True, actor=coordinator(season))
    return person


def kept(season, person):
    return season.find(Mentor, id=person.id)


def test_whoever_offers_waits_to_be_accepted_and_holds_the_role_from_then_on(season, emitted):
    person = offered(season)
    assert (kept(season, person).state_name, season.find(Person, id=person.id).roles) == ("candidate", [])
    season.do(mentors.accept, person.id, supervisor_agrees=False, actor=coordinator(season))
    (role,) = season.find(Person, id=person.id).roles
    assert (role["role"], role["organisation"], role["valid_from"]) == ("mentor", "hyria", "2013-06-05")
    told = [(name, data) for name, data in emitted(season.runtime) if name.startswith("mentor_")]
    assert [name for name, _ in told] == ["mentor_registered", "mentor_accepted"]
    state = told[-1][1]
    assert (state["state"], state["training"], state["capacity_groups"]) == ("active", "in_training", 2)
    assert {each["slot"]: each["answer"] for each in state["availability"]}["tue_pm"] == "if_needed"
    assert "Hoitoala" not in str(state)


def test_nobody_accepts_themselves_nor_does_another_members_coordinator(season):
    person = offered(season)
    with pytest.raises(OwnMentoring):
        season.do(mentors.accept, person.id, supervisor_agrees=True, actor=actor(person, "member_coordinator", "hyria"))
    for stranger in (coordinator(season, "tavastia"), actor(season.person("eero")), actor(person)):
        with pytest.raises(Forbidden):
            season.do(mentors.accept, person.id, supervisor_agrees=True, actor=stranger)
    assert kept(season, person).state_name == "candidate"


def test_an_employer_that_asks_supervisors_asks_for_a_mentor_too(season):
    person = offered(season)
    boss = season.person("pomo", "hyria", "supervisor")
    season.do(lambda work: setattr(work.session.get(Person, person.id), "supervisor_id", boss.id))
    with pytest.raises(SupervisorNotAsked):
        season.do(mentors.accept, person.id, supervisor_agrees=False, actor=coordinator(season))
    season.do(mentors.accept, person.id, supervisor_agrees=True, actor=coordinator(season))
    assert kept(season, person).state_name == "active"


def test_accepting_twice_is_refused_and_changes_nothing(season, emitted):
    person = accepted(season)
    with pytest.raises(NotNow):
        season.do(mentors.accept, person.id, supervisor_agrees=True, actor=coordinator(season))
    assert [name for name, _ in emitted(season.runtime)].count("mentor_accepted") == 1


def test_a_training_that_was_checked_is_changed_by_the_coordinator_only(season, emitted):
    person = accepted(season)
    facts = {"training": "trained", "training_provider": "Osaava Verme", "training_began_on": date(2011, 9, 1)}
    done = facts | {"training_completed_on": date(2012, 5, 31)}
    season.do(mentors.record_training, person.id, done, actor=coordinator(season))
    season.do(mentors.offer_to_lead, person.id, PROFILE | {"training": "none"}, actor=actor(person))
    found = kept(season, person)
    assert (found.training, found.training_completed_on, found.training_checked) == ("trained", date(2012, 5, 31), True)
    names = [name for name, _ in emitted(season.runtime) if name.startswith("mentor_")]
    assert names[2:] == ["mentor_training_completed", "mentor_changed"]


@pytest.mark.parametrize("completed", [date(2011, 8, 31), date(2013, 6, 6)])
def test_a_training_ends_after_it_began_and_by_today(season, completed):
    person = accepted(season)
    facts = {"training": "trained", "training_began_on": date(2011, 9, 1), "training_completed_on": completed}
    with pytest.raises(TrainingDatesContradict):
        season.do(mentors.record_training, person.id, facts, actor=coordinator(season))


def test_who_pauses_gets_no_new_group_and_goes_on_with_the_old_one(season):
    person = accepted(season)
    group, other = two_groups(season)
    season.do(leading.assign_mentors, group.id, [person.id])
    season.do(mentors.pause, person.id, actor=actor(person))
    with pytest.raises(MentorPaused):
        season.do(leading.assign_mentors, other.id, [person.id])
    helper = season.person("kolmas", "hyria", "mentor")
    season.do(leading.assign_mentors, group.id, [person.id, helper.id])
    season.do(mentors.resume, person.id, actor=actor(person))
    season.do(leading.assign_mentors, other.id, [person.id])
    assert season.find(Group, id=other.id).mentor_ids == [person.id]


def test_who_leaves_leads_nothing_that_goes_on_and_loses_the_role(season, desk, emitted):
    person = accepted(season)
    group, _ = two_groups(season)
    season.do(leading.assign_mentors, group.id, [person.id])
    season.do(mentors.retire, person.id, actor=actor(person))
    assert season.find(Group, id=group.id).mentor_ids == []
    assert not season.find(Person, id=person.id).has_role("mentor", on=date(2013, 6, 5))
    names = [name for name, _ in emitted(season.runtime)]
    assert (names.count("mentor_retired"), names.count("mentor_replaced")) == (1, 2)
    desk.open(DESK).says("no mentor")
    with pytest.raises(NotAMentor):
        season.do(leading.assign_mentors, group.id, [person.id])
    season.do(mentors.offer_to_lead, person.id, PROFILE, actor=actor(person))
    assert kept(season, person).state_name == "candidate"


def test_nobody_else_pauses_or_removes_a_mentor(season):
    person = accepted(season)
    for stranger in (actor(season.person("eero")), coordinator(season, "tavastia")):
        for command in (mentors.pause, mentors.retire):
            with pytest.raises(Forbidden):
                season.do(command, person.id, actor=stranger)
    for nobody, refusal in ((uuid4(), NotFound), (season.person("eero").id, NotAMentor)):
        with pytest.raises(refusal):
            season.do(mentors.retire, nobody)


def test_a_network_that_asks_for_trained_mentors_is_overruled_with_a_reason(season):
    person = accepted(season)
    group, _ = two_groups(season)
    network = season.runtime.network
    own = network.organisations["opelix"]
    network.organisations["opelix"] = dataclasses.replace(own, policies=own.policies | {"mentor_training": "required"})
    try:
        with pytest.raises(TrainingNeedsReason):
            season.do(leading.assign_mentors, group.id, [person.id])
        season.do(leading.assign_mentors, group.id, [person.id], reason="Harjoitusryhmä")
    finally:
        network.organisations["opelix"] = own
    assert season.find(Group, id=group.id).mentor_ids == [person.id]


def test_an_area_outside_the_network_is_refused(season):
    with pytest.raises(UnknownArea):
        offered(season, service_area=["nowhere"])


def test_whoever_suits_best_comes_first_and_who_leads_the_own_people_is_warned_of(season):
    group, other = two_groups(season)
    best, busy = accepted(season, "paras"), accepted(season, "kiireinen", capacity_groups=1)
    wrong, boss = accepted(season, "maanantai", fits=["mon_am"]), accepted(season, "esihenkilo")
    season.do(leading.assign_mentors, other.id, [busy.id])
    member = approved(season, group, "eero")[0]
    person_id = season.registration(member).person_id
    season.do(lambda work: setattr(work.session.get(Person, person_id), "supervisor_id", boss.id))
    names = {each.id: name for name, each in (("best", best), ("busy", busy), ("wrong", wrong), ("boss", boss))}
    found = season.do(lambda work: queries.candidates(work, work.session.get(Group, group.id)))
    assert [names[each.person.id] for each in found if each.person.id in names] == ["best", "busy", "wrong", "boss"]
    assert {names[each.person.id]: each.suits.subordinates for each in found if each.person.id in names}["boss"] == 1


def test_the_form_is_filled_in_on_the_page_accepted_on_the_desk_and_found_by_the_filter(season, browser):
    person = season.person("aino", "hyria")
    page = sign_in(season, browser, "aino", "hyria", None)
    page.open(OWN).says("Six questions").open(f"{OWN}/profile")
    page.send("professional field", capacity_groups="2").says("Check these", "Tick at least one time")
    answers = {"professional_field": "Hoitoala", "lead_languages": ["fi"], "training": "in_training", "fits": "thu_pm"}
    page.send("professional field", capacity_groups="2", **answers)
    page.says("Waits to be accepted", "Hoitoala", "Thursday afternoon", "accepts you and checks the training")
    sign_in(season, browser, "vastuuhenkilo", "hyria", "member_coordinator")
    page.open("/registration/mentors?state=candidate&words=hoito").says("Aino", "1 mentor")
    page.open("/registration/mentors?training=trained").says("No mentor was found")
    page.open(f"/registration/mentors/{person.id}/accept").send("Accept").says("Takes groups")
    page.open(f"/registration/mentors/{person.id}/training")
    page.send("Who arranged it?", training="trained", training_completed_on="31.5.2012", training_credits="9,5")
    page.says("2012", "9,5 credits")
    text = page.open("/registration/mentors/csv").text
    assert "aino.malli@hyria.example" in text
    assert "Training completed" in text


def test_a_coordinator_of_another_member_finds_nobody_and_reads_nothing(season, browser):
    person = accepted(season)
    sign_in(season, browser, "muu", "tavastia", "member_coordinator")
    browser.open("/registration/mentors?words=aino").says("No mentor was found")
    assert browser.open(f"/registration/mentors/{person.id}").status == 404
    assert "aino" not in browser.open("/registration/mentors/csv").text
    sign_in(season, browser, "eero", "hyria", None)
    assert browser.open("/registration/mentors").status == 403


def test_the_api_does_what_the_pages_do(season):
    person, boss = season.person("aino", "hyria"), season.person("vastuu", "hyria", "member_coordinator")
    own, desk = Api(season, person.email), Api(season, boss.email)
    response = own.client.put(f"{API}/mentor", json=PROFILE, headers=HEADERS)
    assert (response.status_code, response.get_json()["state"]) == (200, "candidate")
    assert own.get("/mentor")[1]["professional_field"] == "Hoitoala"
    assert desk.post(f"/mentors/{person.id}/accept", {"supervisor_agrees": True})[1]["state"] == "active"
    record = {"training": "trained", "training_completed_on": "2012-05-31", "training_credits": "9.5"}
    checked = desk.client.put(f"{API}/mentors/{person.id}/training", json=record, headers=HEADERS).get_json()
    assert checked["training_credits"] == "9.5"
    assert [each["email"] for each in desk.get("/mentors?training=trained")[1]] == [person.email]
    assert own.get("/mentors")[0] == 403
    for act, state in (("pause", "paused"), ("resume", "active"), ("retire", "retired")):
        assert own.post(f"/mentors/{person.id}/{act}")[0] == 204
        assert desk.get(f"/mentors/{person.id}")[1]["state"] == state
