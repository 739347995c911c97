"""An organisation's settings over the seeds' process: what they change, and what is refused with its place."""

import re
from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from services.shadowing.domain import errors
from services.shadowing.domain.machine import possible, step
from services.shadowing.domain.own_process import laid_over, process_of
from services.shadowing.domain.process import THE_SEEDS
from shared.errors import ConfigurationError
from tests.shadowing.domain.test_process import READY, TODAY

HOW_TO = (Path(__file__).parents[3] / "docs/how-to/own-process.md").read_text(encoding="utf-8")
EXAMPLE = yaml.safe_load(HOW_TO.partition("```yaml\n")[2].partition("```")[0])
SETTINGS = EXAMPLE["organisations"][0]["services"]["shadowing"]


def test_without_settings_an_organisation_goes_by_the_process_of_the_seeds():
    network = SimpleNamespace(organisations={"hyria": SimpleNamespace(services={})})
    assert process_of(network, "hyria") is THE_SEEDS
    assert process_of(network, "unheard-of") is THE_SEEDS


def test_settings_change_one_organisation_and_nobody_else():
    hyria, tavastia = SimpleNamespace(services={"shadowing": SETTINGS}), SimpleNamespace(services={})
    network = SimpleNamespace(organisations={"hyria": hyria, "tavastia": tavastia})
    assert process_of(network, "hyria").deadlines["followup"].days == 21
    assert process_of(network, "tavastia").deadlines["followup"].days == 14


def test_a_process_cannot_be_changed_while_it_runs():
    with pytest.raises(FrozenInstanceError):
        THE_SEEDS.transitions = ()
    with pytest.raises(TypeError):
        THE_SEEDS.deadlines["goals"] = None


def test_a_deadline_that_is_longer_holds_a_decision_longer():
    process = laid_over(THE_SEEDS, {"deadlines": {"statement": 10}})
    silent = replace(READY, statements=("yes", None), submitted_on=TODAY - timedelta(days=9))
    with pytest.raises(errors.StatementsMissing):
        step(process, "submitted", "approve", {"decider"}, replace(silent, deadlines=process.deadlines))
    assert step(THE_SEEDS, "submitted", "approve", {"decider"}, silent).target == "approved"


def test_without_the_supervisors_confirmation_nobody_waits_for_it_and_all_else_stays():
    process = laid_over(THE_SEEDS, {"without": ["supervisors_confirmation"]})
    unasked = replace(READY, statements=(None, None), supervisors_named=False, other_ready=True)
    assert step(process, "drafting", "accept_plan", {"party"}, unasked).target == "submitted"
    assert step(process, "submitted", "approve", {"decider"}, unasked).target == "approved"
    assert possible(process, "submitted", {"supervisor"}) == frozenset()
    with pytest.raises(errors.CriteriaNotMet):
        step(process, "submitted", "approve", {"decider"}, replace(unasked, criteria=("no",)))
    gone = {row.command for row in THE_SEEDS.transitions} - {row.command for row in process.transitions}
    assert gone == {"give_statement"}


def test_a_question_is_added_at_the_end_of_its_form_in_the_languages_given():
    process = laid_over(THE_SEEDS, SETTINGS)
    assert process.forms["plan"].questions[:-1] == THE_SEEDS.forms["plan"].questions
    added = process.forms["plan"].questions[-1]
    assert (added.name, added.required, added.own) == ("timing_fit", False, True)
    assert (added.label.in_language("sv"), added.label.in_language("en")) == (
        "Passar tiden för det ni vill se?",
        "Sopiiko aika siihen, mitä haluatte nähdä?",
    )
    assert process.forms["goals"] == THE_SEEDS.forms["goals"]


def test_an_added_answer_of_a_follow_up_form_is_read_by_the_project_manager_alone_unless_said():
    asked = {"name": "mood", "kind": "text", "label": {"fi": "Fiilis"}}
    process = laid_over(THE_SEEDS, {"forms": {"followup": [asked]}})
    assert process.forms["followup"].questions[-1].readers == ("project_manager",)


QUESTION = {"name": "more", "kind": "text", "label": {"fi": "Lisää"}}


@pytest.mark.parametrize(
    "settings, place, words",
    [
        ([], "shadowing", "must hold some of deadlines, without, forms"),
        ({"stages": 6}, "shadowing.stages", "can be deadlines, without, forms"),
        ({"deadlines": 3}, "shadowing.deadlines", "names with numbers"),
        ({"deadlines": {"tea": 3}}, "shadowing.deadlines.tea", "can be statement"),
        ({"deadlines": {"goals": "soon"}}, "shadowing.deadlines.goals", "1 to 366"),
        ({"deadlines": {"goals": 0}}, "shadowing.deadlines.goals", "1 to 366"),
        ({"deadlines": {"goals": 7.5}}, "shadowing.deadlines.goals", "1 to 366"),
        ({"deadlines": {"goals": True}}, "shadowing.deadlines.goals", "1 to 366"),
        ({"deadlines": {"goals": 20}}, "shadowing.deadlines.goals_asked", "14 days are fewer"),
        ({"without": "supervisors_confirmation"}, "shadowing.without", "must be a list"),
        ({"without": ["goals"]}, "shadowing.without", "goals cannot be left out"),
        ({"forms": ["plan"]}, "shadowing.forms", "must be forms"),
        ({"forms": {"statement": [QUESTION]}}, "shadowing.forms.statement", "takes no questions"),
        ({"forms": {"plan": QUESTION}}, "shadowing.forms.plan", "must be a list"),
        ({"forms": {"plan": ["more"]}}, "shadowing.forms.plan[1]", "name, kind and label"),
        ({"forms": {"plan": [QUESTION, QUESTION]}}, "shadowing.forms.plan[2].name", "has a question more already"),
        ({"forms": {"plan": [QUESTION | {"name": "goal"}]}}, "shadowing.forms.plan[1].name", "already"),
        ({"forms": {"plan": [QUESTION | {"name": "version"}]}}, "shadowing.forms.plan[1].name", "already"),
        ({"forms": {"plan": [QUESTION | {"name": "Mieli ala"}]}}, "shadowing.forms.plan[1].name", "lower-case"),
        ({"forms": {"plan": [QUESTION | {"kind": "essay"}]}}, "shadowing.forms.plan[1].kind", "one of text"),
        ({"forms": {"plan": [QUESTION | {"kind": ["text"]}]}}, "shadowing.forms.plan[1].kind", "one of text"),
        ({"forms": {"plan": [QUESTION | {"label": "Lisää"}]}}, "shadowing.forms.plan[1].label", "words in fi"),
        ({"forms": {"plan": [QUESTION | {"label": {"sv": "Mer"}}]}}, "shadowing.forms.plan[1].label", "words in fi"),
        (
            {"forms": {"plan": [QUESTION | {"label": {"fi": "Lisää", "de": "Mehr"}}]}},
            "shadowing.forms.plan[1].label",
            "languages",
        ),
        ({"forms": {"plan": [QUESTION | {"hint": 3}]}}, "shadowing.forms.plan[1].hint", "words in fi"),
        ({"forms": {"plan": [QUESTION | {"required": "yes"}]}}, "shadowing.forms.plan[1].required", "true or false"),
        ({"forms": {"plan": [QUESTION | {"readers": ["everybody"]}]}}, "shadowing.forms.plan[1].readers", "some of"),
        ({"forms": {"plan": [QUESTION | {"readers": []}]}}, "shadowing.forms.plan[1].readers", "some of"),
        ({"forms": {"plan": [QUESTION | {"colour": "red"}]}}, "shadowing.forms.plan[1].colour", "unknown"),
        ({"forms": {"plan": [QUESTION | {"choices": {}}]}}, "shadowing.forms.plan[1].choices", "only a choice"),
        ({"forms": {"plan": [QUESTION | {"kind": "choice"}]}}, "shadowing.forms.plan[1].choices", "2 to 12"),
        (
            {
                "forms": {
                    "plan": [QUESTION | {"kind": "choice", "choices": {True: {"fi": "Kyllä"}, "no": {"fi": "Ei"}}}]
                }
            },
            "shadowing.forms.plan[1].choices.True",
            "in quotes",
        ),
        ({"forms": {"plan": [QUESTION | {"name": f"q{n}"} for n in range(11)]}}, "shadowing.forms.plan", "at most 10"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(settings, place, words):
    with pytest.raises(ConfigurationError) as refused:
        laid_over(THE_SEEDS, settings)
    assert [line for line in str(refused.value).splitlines() if line.startswith(f"{place}: ") and words in line]


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigurationError) as refused:
        laid_over(THE_SEEDS, {"deadlines": {"tea": 3}, "without": ["goals"], "forms": {"statement": []}})
    assert len(str(refused.value).splitlines()) == 3


def test_the_how_to_names_every_deadline_with_its_days_and_everything_that_can_be_left_out():
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", HOW_TO, re.MULTILINE))
    assert rows == {name: str(each.days) for name, each in THE_SEEDS.deadlines.items()}
    assert all(f"`{name}`" in HOW_TO for name in THE_SEEDS.leave_out)
