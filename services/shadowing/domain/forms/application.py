"""Stages 1 and 2: the plan, which is the application; the supervisors' answers; the decision."""

from services.shadowing.domain.forms.questions import ALL, DEGREES, SHORT, FormOf
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

KINDS = (
    ("work_pair", N_("Work-pair period")),
    ("team_teacher", N_("Team-teacher period")),
    ("mentoring", N_("Induction or mentoring period")),
)
VISITS = (
    ("mutual", N_("We visit each other")),
    ("inviter_visits", N_("The one who sent the invitation visits")),
    ("invited_visits", N_("The one who was invited visits")),
)
SHAPES = (
    ("separate_days", N_("Separate days")),
    ("contiguous_week", N_("One whole week")),
    ("year_long", N_("Over a year, with a check half-way")),
)
METHODS = (
    ("job_shadowing", N_("Following a colleague's work (job shadowing)")),
    ("dialogue", N_("Open talk")),
    ("cooperation", N_("Doing something together")),
    ("co_teaching", N_("Teaching together")),
    ("mutual_visit", N_("A visit to the colleague's workplace")),
    ("joint_visit_school", N_("A visit together to another school")),
    ("joint_visit_company", N_("A visit together to a company")),
    ("job_exchange", N_("Changing jobs for the day")),
)
PLAN = FormOf(
    "plan",
    N_("Preliminary plan of the period (Alustava toimintasuunnitelma)"),
    (
        Q("kind", "choice", N_("What kind of period is this?"), ALL, choices=KINDS),
        Q("visits", "choice", N_("Who visits whom?"), ALL, choices=VISITS),
        Q("purpose", "text", N_("Why do you want this period?"), ALL),
        Q("goal", "text", N_("What is your goal?"), ALL),
        Q("benefit_inviter", "text", N_("How does it serve the competence of the one who sent the invitation?"), ALL),
        Q("benefit_invited", "text", N_("How does it serve the competence of the one who was invited?"), ALL),
        Q(
            "wider_benefit",
            "text",
            N_("Does it bring something to the team, department or school?"),
            ALL,
            required=False,
        ),
        Q("shape", "choice", N_("How do the days lie?"), ALL, choices=SHAPES),
        Q(
            "days",
            "dates",
            N_("Days"),
            ALL,
            hint=N_("One date on each line, for example 10.9.2013. For a whole week give its Monday alone."),
        ),
        Q("methods", "choices", N_("How will you learn from each other?"), ALL, required=False, choices=METHODS),
        Q(
            "additional_colleagues",
            "count",
            N_("How many other colleagues take part?"),
            ALL,
            required=False,
            maximum=10,
        ),
    ),
)

STATEMENT = FormOf(
    "statement",
    N_("The supervisor's answer"),
    (
        Q(
            "supports",
            "choice",
            N_("Do you support this period?"),
            ALL,
            choices=(
                ("yes", N_("Yes: the right person at the right time, and the working time is arranged")),
                ("no", N_("No")),
            ),
        ),
        Q("took_part", "flag", N_("I have talked about the goals with my employee"), ALL, required=False),
        Q("comment", "text", N_("Do you want to say something to the pair?"), ALL, required=False, maximum=SHORT),
    ),
    takes_own=False,
)

DECISION = FormOf(
    "decision",
    N_("Decision on the application"),
    (
        Q("purposeful", "choice", N_("Is the plan purposeful?"), ALL, choices=DEGREES),
        Q("serves_cooperation", "choice", N_("Does it serve the goals of cooperation?"), ALL, choices=DEGREES),
        Q("serves_both", "choice", N_("Does it serve the development of both?"), ALL, choices=DEGREES),
        Q(
            "decision",
            "choice",
            N_("Decision"),
            ALL,
            choices=(
                ("approve", N_("The period is approved")),
                ("keep_in_reserve", N_("All places are taken: approved in reserve")),
                ("reject", N_("The plan is turned down")),
            ),
        ),
        Q(
            "reasons",
            "text",
            N_("Reasons"),
            ALL,
            required=False,
            hint=N_("Needed when the plan is turned down. The pair and both supervisors read them."),
        ),
    ),
)
CRITERIA = ("purposeful", "serves_cooperation", "serves_both")
