"""Stage 3: the goals, set together and gone through with the supervisors."""

from services.shadowing.domain.forms.questions import ALL, SHORT, FormOf
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

GOALS = FormOf(
    "goals",
    N_(
        "Goals and monitoring of the team-teacher or work-pair period "
        "(Tiimiopettaja-/työparijakson tavoitteet ja seuranta)"
    ),
    (
        Q(
            "goals",
            "text",
            N_("Goals that you have set together"),
            ALL,
            hint=N_(
                "One goal on each line, at most six, at least one for each of you. Afterwards you answer for each."
            ),
        ),
        Q(
            "ways_of_working",
            "text",
            N_("How do you work, and when do you talk about what was seen?"),
            ALL,
        ),
        Q("sharing_plan", "text", N_("When and where will you share what you learn?"), ALL),
        Q("with_colleague", "flag", N_("We have gone through this form together"), ALL),
        Q(
            "with_supervisors",
            "choice",
            N_("Have you gone through it with your supervisors?"),
            ALL,
            choices=(("both", N_("With both")), ("one", N_("With one of them")), ("neither", N_("With neither"))),
        ),
        Q(
            "without_supervisors_because",
            "text",
            N_("If not with both, why?"),
            ALL,
            required=False,
            maximum=SHORT,
        ),
    ),
)
