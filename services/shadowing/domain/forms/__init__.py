"""The forms of the process, declared: each field with its kind, limits, and who will read the answer (decision 15).

What is written stays in this service's database. Required are the four things of the application, the goals, and
five answers of the follow-up (decision 13); everything else is optional.
"""

from services.shadowing.domain.forms.application import CRITERIA, DECISION, KINDS, METHODS, PLAN, STATEMENT
from services.shadowing.domain.forms.changes import CLARIFICATION, INTERRUPTIONS, MID_TERM
from services.shadowing.domain.forms.followup import ATTAINMENT, FOLLOWUP, followup_readers
from services.shadowing.domain.forms.goals import GOALS
from services.shadowing.domain.forms.questions import FormOf, Question
from services.shadowing.domain.forms.sharing import PRACTICE_STATES, SHARING

FORMS = {each.name: each for each in (PLAN, STATEMENT, CLARIFICATION, DECISION, GOALS, MID_TERM, FOLLOWUP, SHARING)}

__all__ = [
    "ATTAINMENT",
    "CLARIFICATION",
    "CRITERIA",
    "DECISION",
    "FOLLOWUP",
    "FORMS",
    "GOALS",
    "INTERRUPTIONS",
    "KINDS",
    "METHODS",
    "MID_TERM",
    "PLAN",
    "PRACTICE_STATES",
    "SHARING",
    "STATEMENT",
    "FormOf",
    "Question",
    "followup_readers",
]
