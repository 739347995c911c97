"""The forms of the process, declared: each field with its kind, limits, and who will read the answer (decision 15).

What is written stays in this service's database. Required are the four things of the application, the goals, and
five answers of the follow-up (decision 13); everything else is optional.
"""

from services.shadowing.domain.forms.application import CRITERIA, DECISION, KINDS, PLAN, STATEMENT
from services.shadowing.domain.forms.period import FOLLOWUP, GOALS, SHARING, followup_readers
from services.shadowing.domain.forms.questions import FormOf, Question

FORMS = {each.name: each for each in (PLAN, STATEMENT, DECISION, GOALS, FOLLOWUP, SHARING)}

__all__ = [
    "CRITERIA",
    "DECISION",
    "FOLLOWUP",
    "FORMS",
    "GOALS",
    "KINDS",
    "PLAN",
    "SHARING",
    "STATEMENT",
    "FormOf",
    "Question",
    "followup_readers",
]
