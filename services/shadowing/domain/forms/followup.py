"""Stage 5: the follow-up form, one per party: five answers, and more for those who want to tell more."""

from collections.abc import Iterable

from services.shadowing.domain.forms.questions import (
    AUTHOR,
    DEGREES,
    PROJECT_MANAGER,
    SHARED_PARTNER,
    SHARED_SUPERVISOR,
    SHORT,
    STATISTICS,
    FormOf,
)
from services.shadowing.domain.forms.questions import Question as Q
from services.shadowing.domain.words import N_

ATTAINMENT = (
    ("not_met", N_("Not met")),
    ("partly", N_("Partly")),
    ("fairly", N_("Fairly")),
    ("well", N_("Well")),
    ("very_well", N_("Very well")),
    ("exceeded", N_("Exceeded")),
)
WISHES = (
    ("longer_period", N_("A longer period")),
    ("both_reserve_time", N_("That both really reserve the time")),
    ("keep_agreed_days", N_("That agreed days are kept")),
    ("agree_goals_and_ways", N_("That goals and ways of working are agreed beforehand")),
    ("introducer_resources", N_("Time for the one who receives")),
    ("better_timing", N_("A better time of the year")),
    ("more_talk_time", N_("More time to talk")),
)
GROWTH = (
    ("not_at_all", N_("Not at all")),
    ("a_little", N_("A little")),
    ("some", N_("Somewhat")),
    ("much", N_("Much")),
    ("very_much", N_("Very much")),
)
OUTCOMES = (
    ("stimulus", N_("Stimuli")),
    ("new_model", N_("A new way of working")),
    ("application_idea", N_("An idea to be applied")),
    ("practical_tip", N_("Practical tips")),
    ("material", N_("Material")),
    ("closer_cooperation", N_("Closer cooperation")),
    ("new_cooperation", N_("A new opportunity for cooperation")),
    ("enthusiasm", N_("Enthusiasm")),
)
HINDRANCES = (
    ("too_short", N_("The period was too short")),
    ("colleagues_busy", N_("Colleagues were busy")),
    ("wrong_season", N_("The season was wrong for what we wanted to see")),
    ("goals_unclear", N_("The goals were not clear enough")),
    ("days_not_kept", N_("Agreed days were not kept")),
    ("resources", N_("There was no time or money for it")),
)
MORE = (
    Q(
        "professional_growth",
        "choice",
        N_("How much did you grow professionally?"),
        (PROJECT_MANAGER, SHARED_SUPERVISOR),
        required=False,
        choices=GROWTH,
    ),
    Q(
        "cooperation_growth",
        "choice",
        N_("How much did your ways of cooperating develop?"),
        (PROJECT_MANAGER, SHARED_SUPERVISOR),
        required=False,
        choices=GROWTH,
    ),
    Q(
        "outcomes",
        "choices",
        N_("What did the period give you?"),
        (PROJECT_MANAGER,),
        required=False,
        choices=OUTCOMES,
    ),
    Q(
        "development_items",
        "text",
        N_("What did you find that should be developed?"),
        (PROJECT_MANAGER, SHARED_SUPERVISOR),
        required=False,
        maximum=SHORT,
    ),
    Q(
        "wider_effect",
        "text",
        N_("Does it change how your team, department or school works?"),
        (PROJECT_MANAGER, SHARED_SUPERVISOR),
        required=False,
        maximum=SHORT,
    ),
    Q(
        "student_benefit",
        "text",
        N_("What did pupils or students gain or say? No names."),
        (PROJECT_MANAGER,),
        required=False,
        maximum=SHORT,
    ),
    Q(
        "continued_cooperation",
        "choice",
        N_("Do you go on working together?"),
        (PROJECT_MANAGER, SHARED_PARTNER),
        required=False,
        choices=(("yes", N_("Yes")), ("maybe", N_("Maybe")), ("no", N_("No"))),
    ),
    Q(
        "unrealised_because",
        "choices",
        N_("If something was left undone, why?"),
        (PROJECT_MANAGER,),
        required=False,
        choices=HINDRANCES,
    ),
    Q(
        "induction_idea",
        "text",
        N_("Could an induction model be made of this?"),
        (PROJECT_MANAGER,),
        required=False,
        maximum=SHORT,
    ),
)

FOLLOWUP = FormOf(
    "followup",
    N_("Follow-up form (Seurantalomake)"),
    (
        Q(
            "goal_attainment",
            "each_goal",
            N_("How well was each of your goals met?"),
            (PROJECT_MANAGER, SHARED_SUPERVISOR, SHARED_PARTNER),
            choices=ATTAINMENT,
        ),
        Q(
            "purpose_fulfilled",
            "choice",
            N_("Was the purpose of the period fulfilled?"),
            (PROJECT_MANAGER,),
            choices=DEGREES,
        ),
        Q("learned", "text", N_("What did you learn?"), (PROJECT_MANAGER, SHARED_SUPERVISOR, SHARED_PARTNER)),
        Q(
            "bring_to_community",
            "text",
            N_("How will it be brought to the use of your workplace?"),
            (PROJECT_MANAGER, SHARED_SUPERVISOR),
        ),
        Q(
            "would_recommend",
            "choice",
            N_("Would you recommend a pair period to a colleague?"),
            (STATISTICS,),
            choices=(("yes", N_("Yes")), ("maybe", N_("Maybe")), ("no", N_("No"))),
        ),
        Q(
            "improvement_wishes",
            "choices",
            N_("What would make periods better?"),
            (PROJECT_MANAGER,),
            required=False,
            choices=WISHES,
        ),
        Q(
            "share_with_supervisor",
            "flag",
            N_("My supervisor may read the answers marked so"),
            (AUTHOR,),
            required=False,
        ),
        Q("share_with_partner", "flag", N_("My pair may read the answers marked so"), (AUTHOR,), required=False),
        *MORE,
    ),
)


def followup_readers(relations: Iterable[str], *, own: bool, with_supervisor: bool, with_partner: bool) -> set[str]:
    """As which readers somebody reads one party's follow-up form. `relations` are those of `pairs.relations`."""
    who, found = set(relations), set()
    if own:
        return {PROJECT_MANAGER, STATISTICS, AUTHOR}
    if "party" in who and with_partner:
        found.add(SHARED_PARTNER)
    if "supervisor" in who and with_supervisor:
        found.add(SHARED_SUPERVISOR)
    if "decider" in who:
        found.add(PROJECT_MANAGER)
    return found
