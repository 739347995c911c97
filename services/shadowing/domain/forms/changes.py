"""What is asked when a period does not go as planned, or lasts over a year."""

from services.shadowing.domain.forms.questions import ALL, SHORT, FormOf
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

CLARIFICATION = FormOf(
    "clarification",
    N_("Questions to the pair"),
    (
        Q("contents", "text", N_("About the contents"), ALL, required=False, maximum=SHORT),
        Q("cooperation", "text", N_("About the cooperation"), ALL, required=False, maximum=SHORT),
        Q("methods", "text", N_("About the ways of working"), ALL, required=False, maximum=SHORT),
    ),
    takes_own=False,
)
MID_TERM = FormOf(
    "mid_term",
    N_("Mid-term check of a year-long period"),
    (
        Q(
            "on_course",
            "choice",
            N_("How are you on the way to your goals?"),
            ALL,
            choices=(
                ("on_course", N_("As planned")),
                ("partly", N_("Partly as planned")),
                ("not", N_("Not as planned")),
            ),
        ),
        Q("changes", "text", N_("What do you do differently from now on?"), ALL, required=False, maximum=SHORT),
    ),
    takes_own=False,
)
INTERRUPTIONS = (
    ("no_time", N_("The time could not be kept free")),
    ("work_changed", N_("Work or duties changed")),
    ("no_substitute", N_("There was no substitute")),
    ("partner_left", N_("One of us cannot go on")),
    ("other", N_("Another reason")),
)
