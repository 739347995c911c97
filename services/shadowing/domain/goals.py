"""The goals of a pair: written one on a line, and answered for one by one in the follow-up."""

import re
from collections.abc import Mapping
from typing import Any

MOST_GOALS = 6
_MARK = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)])?\s*")


def goals_of(text: str) -> tuple[str, ...]:
    """The goals in a text: one on each line, without bullets or numbers."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def goals_to_answer(goals_form: Mapping[str, Any], plan: Mapping[str, Any]) -> tuple[str, ...]:
    """The goals that the follow-up is measured against: of the goals form, or of the plan if there is none."""
    return goals_of(goals_form.get("goals") or "") or goals_of(plan.get("goal") or "")
