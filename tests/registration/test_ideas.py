"""The register of ideas: received in any order, decided on by who is in charge, traced to what came of it."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.registration.commands import ideas as commands
from services.registration.domain import idea as rules
from services.registration.domain.errors import NotNow
from services.registration.tables import Idea
from shared.clock import local_date
from shared.contracts.scheduling import ReleasedIdeaV1
from shared.errors import DomainError, Forbidden, NotFound
from shared.work import Actor

WORDING = {
    "theme": "Kansainvälisyys",
    "idea_type": "training_topic",
    "need": "Keinoja tuoda kansainvälisyys oppituntiin.",
    "target_group": None,
    "proposed_way": "event",
}
FACTS = {
    "realised_name": "Koulu goes Global",
    "realised_from": date(2013, 6, 3),
    "realised_to": date(2013, 6, 4),
    "realised_place": "Tavastia",
    "participants": 24,
}


@pytest.fixture
def register(season, event, deliver, emitted):
    """What groups tell, and what those in charge do."""

    class Register:
        def __init__(self):
            self.group, self.call = season.person("ryhma").id, season.person("haku").id
            self.names = {"pm": ("project_manager", "opelix"), "coordinator": ("member_coordinator", "hyria")}

        def actor(self, name):
            role, organisation = self.names.get(name, (None, "hyria"))
            person = season.person(name, organisation, role)
            return Actor("person", person.id, person.held_roles(local_date(season.clock.now())), "fi")

        def does(self, who, command, *args, **more):
            return season.do(getattr(commands, command), *args, actor=self.actor(who), **more)

        def told(self, name="idea_released", organisation="opelix", state="released", **more):
            given_ = {**WORDING, "organisation": organisation, "group_id": self.group, "call_id": self.call}
            return event(ReleasedIdeaV1, name, id=self.group, state=state, **given_, **more)

        def hears(self, *events):
            deliver(season.runtime, *events)

        def kept(self):
            with season.runtime.sessions() as session:
                return session.scalars(select(Idea)).one_or_none()

        def events(self):
            return [name for name, data in emitted(season.runtime) if name.startswith("idea_")]

        def state(self, idea):
            with season.runtime.sessions() as session:
                return session.get_one(Idea, idea).state_name

        def newest(self, idea):
            return [data for _, data in emitted(season.runtime) if data["id"] == str(idea)][-1]

        def entered(self, organisation="opelix"):
            return self.does(
                "pm" if organisation == "opelix" else "coordinator", "enter_idea", organisation, WORDING
            ).id

    return Register()


def test_a_released_idea_comes_into_the_register_under_its_id_once(register):
    one = register.told()
    register.hears(one, one)
    kept = register.kept()
    assert (kept.id, kept.state_name, kept.origin) == (register.group, "released", "group")
    assert register.events() == ["idea_received"]


@pytest.mark.parametrize("seed", range(4))
def test_released_reworded_and_taken_back_in_any_order_end_the_same(register, seed):
    stream = [register.told(), register.told(), register.told("idea_taken_back", state="taken_back")] * 2
    random.Random(seed).shuffle(stream)
    for each in stream:
        register.hears(each)
    kept = register.kept()
    assert kept is None or kept.state_name == "withdrawn"


def test_an_idea_taken_back_before_it_is_planned_is_withdrawn_and_can_come_again(register):
    register.hears(register.told())
    register.hears(register.told("idea_taken_back", state="taken_back"))
    assert register.kept().state_name == "withdrawn"
    register.hears(register.told())
    assert register.kept().state_name == "released"
    assert register.events() == ["idea_received", "idea_withdrawn", "idea_received"]


def test_what_is_planned_goes_on_when_the_group_takes_it_back(register):
    register.hears(register.told())
    register.does("pm", "review_idea", register.group)
    register.does("pm", "plan_idea", register.group, "syksy 2014")
    register.hears(register.told("idea_taken_back", state="taken_back"))
    assert register.kept().state_name == "planned"


def test_an_idea_is_reviewed_planned_and_realised_and_traced_to_its_call(register, season):
    call = season.call()
    idea = register.entered()
    register.does("pm", "review_idea", idea)
    register.does("pm", "plan_idea", idea, "syksy 2013")
    register.does("pm", "realise_idea", idea, FACTS, call.id)
    kept = register.kept()
    assert (kept.state_name, kept.realised_name, kept.became_call_id) == ("realised", "Koulu goes Global", call.id)
    assert kept.responsible_id == register.actor("pm").person_id
    assert register.events() == ["idea_received", "idea_reviewed", "idea_planned", "idea_realised"]


def test_a_call_that_does_not_exist_is_not_named(register):
    idea = register.entered()
    register.does("pm", "review_idea", idea)
    register.does("pm", "plan_idea", idea, "syksy 2013")
    with pytest.raises(NotFound):
        register.does("pm", "realise_idea", idea, FACTS, idea)


def test_an_idea_is_merged_and_taken_apart_again(register):
    one, other = register.entered(), register.entered()
    register.does("pm", "review_idea", one)
    with pytest.raises(rules.MergedIntoItself):
        register.does("pm", "merge_idea", one, one)
    assert register.does("pm", "merge_idea", one, other).merged_into == other
    again = register.does("pm", "review_idea", one)
    assert (again.state_name, again.merged_into) == ("under_review", None)


def test_parking_and_rejecting_say_why(register):
    idea = register.entered()
    register.does("pm", "review_idea", idea)
    assert register.does("pm", "park_idea", idea, "too_early").reason == "too_early"
    register.does("pm", "review_idea", idea)
    assert register.does("pm", "reject_idea", idea, "offered_already").reason == "offered_already"


ACTS = {
    "review": ("review_idea",),
    "plan": ("plan_idea", "syksy 2014"),
    "realise": ("realise_idea", FACTS),
    "park": ("park_idea", "too_early"),
    "reject": ("reject_idea", "other"),
}


@pytest.mark.parametrize("organisation, may", [("opelix", {"pm"}), ("hyria", {"coordinator"})])
def test_who_is_in_charge_decides_and_nobody_else(register, organisation, may):
    idea = register.entered(organisation)
    for who in ("pm", "coordinator", "mentori", "ulkopuolinen"):
        for command, *args in ACTS.values():
            try:
                register.does(who, command, idea, *args)
                refused = False
            except Forbidden:
                refused = True
            except DomainError:
                refused = False
            assert refused == (who not in may), (organisation, who, command)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=8))
def test_whatever_is_tried_in_whatever_order_the_newest_event_equals_the_table(register, acts):
    idea = register.entered()
    state = "released"
    for act in acts:
        command, *args = ACTS[act]
        try:
            state = register.does("pm", command, idea, *args).state_name
        except NotNow:
            assert not rules.follows(state, act)
    assert state == register.state(idea) == register.newest(idea)["state"]
