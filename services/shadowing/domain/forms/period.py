"""Stages 3 to 5: the goals, the follow-up of each party, and the sharing of what was learned."""

from collections.abc import Iterable

from services.shadowing.domain.forms.questions import (
    ALL,
    AUTHOR,
    DEGREES,
    PAIR,
    PROJECT_MANAGER,
    SHARED_PARTNER,
    SHARED_SUPERVISOR,
    SHORT,
    STATISTICS,
    SUPERVISORS,
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
CHANNELS = (
    ("presentation", N_("A presentation in a meeting")),
    ("talk", N_("A talk with the team")),
    ("coffee_table", N_("Over coffee")),
    ("development_discussion", N_("In a development discussion")),
    ("training_for_colleagues", N_("Training for colleagues")),
    ("written_report", N_("In writing")),
    ("other", N_("In another way")),
)

GOALS = FormOf(
    "goals",
    N_(
        "Goals and monitoring of the team-teacher or work-pair period "
        "(Tiimiopettaja-/työparijakson tavoitteet ja seuranta)"
    ),
    (
        Q("goals", "text", N_("Goals that you have set together"), ALL, hint=N_("At least one for each of you.")),
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

FOLLOWUP = FormOf(
    "followup",
    N_("Follow-up form (Seurantalomake)"),
    (
        Q(
            "goal_attainment",
            "choice",
            N_("How well were your goals met?"),
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
    ),
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
