"""Stage 5: the sharing of what was learned."""

from services.shadowing.domain.forms.questions import PAIR, PROJECT_MANAGER, SUPERVISORS, FormOf
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

CHANNELS = (
    ("presentation", N_("A presentation in a meeting")),
    ("talk", N_("A talk with the team")),
    ("coffee_table", N_("Over coffee")),
    ("informal_telling", N_("By telling about it in passing")),
    ("photos", N_("With photos, without pupils who could be recognised")),
    ("material", N_("With teaching material")),
    ("development_discussion", N_("In a development discussion")),
    ("training_for_colleagues", N_("Training for colleagues")),
    ("written_report", N_("In writing")),
    ("other", N_("In another way")),
)
FORUMS = (
    ("staff_meeting", N_("Staff meeting")),
    ("department_meeting", N_("Department meeting")),
    ("teachers_meeting", N_("Teachers' meeting")),
    ("team_meeting", N_("Team meeting")),
    ("network_event", N_("Event of the network")),
)
RESPONSIBLE = (
    ("self", N_("I do")),
    ("supervisor", N_("My supervisor does")),
    ("both", N_("Both of us")),
)
PRACTICE_STATES = (
    ("planned", N_("It is going to be taken into use")),
    ("in_use", N_("It is in use")),
)
SEEN = (PAIR, SUPERVISORS, PROJECT_MANAGER)
SHARING = FormOf(
    "sharing",
    N_("Sharing what was learned"),
    (
        Q(
            "channels",
            "choices",
            N_("How have you shared what you learned?"),
            SEEN,
            required=False,
            choices=CHANNELS,
        ),
        Q("forum", "choice", N_("Where?"), SEEN, required=False, choices=FORUMS),
        Q("formal", "flag", N_("A time and a place were given for it"), SEEN, required=False),
        Q("happened_on", "date", N_("On which day?"), SEEN, required=False, hint=N_("It may also lie ahead.")),
        Q(
            "responsible",
            "choice",
            N_("Who sees to it that it is shared?"),
            SEEN,
            required=False,
            choices=RESPONSIBLE,
        ),
        Q(
            "talked_with_supervisor_on",
            "date",
            N_("On which day did you talk about it with your supervisor?"),
            (PROJECT_MANAGER,),
            required=False,
        ),
        Q(
            "practice",
            "text",
            N_("Was a way of working taken into use? Which?"),
            SEEN,
            required=False,
            hint=N_("A sentence or two, without names."),
            maximum=200,
        ),
        Q("practice_where", "text", N_("In which team, department or school?"), SEEN, required=False, maximum=120),
        Q(
            "practice_state",
            "choice",
            N_("How far is it?"),
            SEEN,
            required=False,
            choices=PRACTICE_STATES,
        ),
        Q(
            "publish",
            "flag",
            N_("The way of working may be listed for the whole network, with our workplace and without names"),
            SEEN,
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
