"""Stage 5: the sharing of what was learned."""

from services.shadowing.domain.forms.questions import PAIR, PROJECT_MANAGER, SUPERVISORS, FormOf
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

CHANNELS = (
    ("presentation", N_("A presentation in a meeting")),
    ("talk", N_("A talk with the team")),
    ("coffee_table", N_("Over coffee")),
    ("development_discussion", N_("In a development discussion")),
    ("training_for_colleagues", N_("Training for colleagues")),
    ("written_report", N_("In writing")),
    ("other", N_("In another way")),
)
SHARING = FormOf(
    "sharing",
    N_("Sharing what was learned"),
    (
        Q(
            "channels",
            "choices",
            N_("How have you shared what you learned?"),
            (PAIR, SUPERVISORS, PROJECT_MANAGER),
            required=False,
            choices=CHANNELS,
        ),
        Q(
            "happened_on",
            "date",
            N_("On which day?"),
            (PAIR, SUPERVISORS, PROJECT_MANAGER),
            required=False,
        ),
        Q(
            "talked_with_supervisor_on",
            "date",
            N_("On which day did you talk about it with your supervisor?"),
            (PROJECT_MANAGER,),
            required=False,
        ),
        Q(
            "not_shared_because",
            "text",
            N_("If it was not shared, why?"),
            (PROJECT_MANAGER,),
            required=False,
            maximum=200,
        ),
    ),
)
