"""Goals are written one on a line, and each is answered for."""

import pytest

from services.shadowing.domain.goals import goals_of, goals_to_answer


@pytest.mark.parametrize(
    "text, goals",
    [
        ("One model.", ("One model.",)),
        ("- One model.\n\n- Feedback.\n", ("One model.", "Feedback.")),
        ("1. One model.\r\n2) Feedback.", ("One model.", "Feedback.")),
        ("• 5 models\n* 3 days", ("5 models", "3 days")),
        ("2 models by spring", ("2 models by spring",)),
        (" \n ", ()),
    ],
)
def test_each_line_is_a_goal_without_its_bullet_or_number(text: str, goals: tuple) -> None:
    assert goals_of(text) == goals


def test_the_goal_of_the_plan_stands_in_when_there_is_no_goals_form() -> None:
    assert goals_to_answer({}, {"goal": "One model."}) == ("One model.",)
    assert goals_to_answer({"goals": "A\nB"}, {"goal": "One model."}) == ("A", "B")
