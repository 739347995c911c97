"""The forms: what is required, and who reads which answer."""

import pytest

from services.shadowing.domain.forms import FOLLOWUP, FORMS, GOALS, PLAN, followup_readers
from services.shadowing.schemas.forms import visits

MORE_FOR_SUPERVISOR = {"professional_growth", "cooperation_growth", "development_items", "wider_effect"}
MORE = MORE_FOR_SUPERVISOR | {
    "outcomes",
    "student_benefit",
    "continued_cooperation",
    "unrealised_because",
    "induction_idea",
}


def required(form: str) -> set[str]:
    return {each.name for each in FORMS[form].questions if each.required}


def test_the_application_asks_for_the_four_things_of_the_seed_and_how_the_two_visit() -> None:
    four = {"purpose", "goal", "benefit_inviter", "benefit_invited", "shape", "days"}
    assert required("plan") == four | {"kind", "visits"}
    assert "wider_benefit" in {each.name for each in PLAN.questions}


def test_a_period_is_of_a_work_pair_of_team_teachers_or_of_induction_and_mentoring() -> None:
    (kind,) = (each for each in PLAN.questions if each.name == "kind")
    assert {code for code, _words in kind.choices} == {"work_pair", "team_teacher", "mentoring"}


def test_the_plan_knows_the_ways_of_learning_that_the_seeds_name() -> None:
    methods = next(each for each in PLAN.questions if each.name == "methods")
    assert not methods.required
    assert {code for code, _text in methods.choices} == {
        "job_shadowing",
        "dialogue",
        "cooperation",
        "co_teaching",
        "mutual_visit",
        "joint_visit_school",
        "joint_visit_company",
        "job_exchange",
    }


def test_a_period_is_a_work_pairs_a_team_teachers_or_for_induction() -> None:
    kinds = next(each for each in PLAN.questions if each.name == "kind")
    assert {code for code, _text in kinds.choices} == {"work_pair", "team_teacher", "mentoring"}


def test_the_follow_up_has_five_required_answers() -> None:
    assert len(required("followup")) == 5


def test_the_goals_form_carries_its_exact_finnish_title() -> None:
    assert "(Tiimiopettaja-/työparijakson tavoitteet ja seuranta)" in GOALS.title


@pytest.mark.parametrize(
    "relations, shared, seen",
    [
        ({"supervisor"}, (False, False), set()),
        ({"supervisor"}, (True, False), {"goal_attainment", "learned", "bring_to_community"} | MORE_FOR_SUPERVISOR),
        ({"party"}, (True, False), set()),
        ({"party"}, (False, True), {"goal_attainment", "learned", "continued_cooperation"}),
        (
            {"decider"},
            (False, False),
            {"goal_attainment", "purpose_fulfilled", "learned", "bring_to_community", "improvement_wishes"} | MORE,
        ),
        (set(), (True, True), set()),
    ],
)
def test_an_answer_is_read_by_those_whom_the_form_names(
    relations: set[str], shared: tuple[bool, bool], seen: set[str]
) -> None:
    readers = followup_readers(relations, own=False, with_supervisor=shared[0], with_partner=shared[1])
    assert {each.name for each in FOLLOWUP.readable(readers)} == seen


def test_the_author_reads_every_answer_of_the_own_form() -> None:
    readers = followup_readers({"party"}, own=True, with_supervisor=False, with_partner=False)
    assert FOLLOWUP.readable(readers) == FOLLOWUP.questions


def test_names_of_questions_are_unique_in_each_form() -> None:
    for form in FORMS.values():
        names = [each.name for each in form.questions]
        assert len(set(names)) == len(names)


def test_who_visits_whom_is_asked_by_names_under_the_codes_of_the_domain() -> None:
    declared = next(each for each in PLAN.questions if each.name == "visits")
    asked = visits({"names": ["Anna", "Bertta"]})
    assert [code for code, _text in asked] == [code for code, _text in declared.choices]
