"""The mails that shadowing sends itself where no notifications run: short, with one link, naming nobody.

Where notifications run they have better ones; then shadowing sends none.
"""

from dataclasses import dataclass

from services.shadowing.domain.words import N_

INVITED, PARTIES, INVITER, SUPERVISORS, DECIDER = "invited", "parties", "inviter", "supervisors", "decider"
DESK = "desk"


@dataclass(frozen=True)
class Letter:
    """Of what happened, who gets which link with which words. `action` DESK: the desk, after sign-in."""

    event: str
    to: str
    action: str
    subject: str
    text: str


LETTERS = (
    Letter(
        "pair_invited",
        INVITED,
        "accept_invitation",
        N_("Invitation to be a work pair"),
        N_("A colleague invites you to a pair period: a few working days in each other's work. See who, and answer:"),
    ),
    Letter(
        "pair_formed",
        INVITER,
        "period",
        N_("Your colleague has accepted"),
        N_("You are a pair now. Write the plan together; it is the application too:"),
    ),
    Letter(
        "application_submitted",
        SUPERVISORS,
        "statement",
        N_("New pair period application: your answer is awaited"),
        N_("One of your staff has planned a pair period. Read the plan and answer, without signing in:"),
    ),
    Letter(
        "application_submitted",
        DECIDER,
        DESK,
        N_("New pair period application"),
        N_("An application waits on the desk of the pair periods:"),
    ),
    Letter(
        "clarification_requested",
        PARTIES,
        "period",
        N_("Please clarify your plan"),
        N_("The one who decides asks something about your plan. Read the questions and answer:"),
    ),
    Letter(
        "period_approved",
        PARTIES,
        "period",
        N_("Your pair period is approved"),
        N_("Next, agree on your goals together:"),
    ),
    Letter(
        "period_in_reserve",
        PARTIES,
        "period",
        N_("Your pair period is approved in reserve"),
        N_("All places are taken now. If one becomes free, it goes to the first in reserve. See your turn:"),
    ),
    Letter(
        "period_place_free",
        PARTIES,
        "period",
        N_("A place became free: it is your turn"),
        N_("A place became free, and you are next in reserve. You hear of the decision. See your plan:"),
    ),
    Letter(
        "period_place_free",
        DECIDER,
        DESK,
        N_("A place became free for a pair period in reserve"),
        N_("A place is free, and the next application in reserve waits for your decision on the desk:"),
    ),
    Letter(
        "period_rejected",
        PARTIES,
        "period",
        N_("Decision on your pair period application"),
        N_("Your pair period was not approved this time. Read the reasons:"),
    ),
    Letter(
        "goals_form_due",
        PARTIES,
        "period",
        N_("Fill in the goals form"),
        N_("Fill in the goals form together. The period cannot start before it:"),
    ),
    Letter(
        "goals_reported",
        SUPERVISORS,
        "statement",
        N_("The goals of a pair period are ready to read"),
        N_("The pair has reported the goals of their period. Nothing more is asked of you now:"),
    ),
    Letter(
        "goals_reported",
        DECIDER,
        DESK,
        N_("The goals of a pair period are ready to read"),
        N_("A pair has reported its goals. They are behind the desk of the pair periods:"),
    ),
    Letter(
        "period_day_missed",
        DECIDER,
        DESK,
        N_("An agreed day of a pair period was not kept"),
        N_("Somebody said that an agreed day was not kept. See which on the desk:"),
    ),
    Letter(
        "followup_due",
        PARTIES,
        "followup",
        N_("Fill in the follow-up form"),
        N_("The days of your pair period are over. Fill in your own follow-up form, five questions:"),
    ),
    Letter(
        "followup_completed",
        SUPERVISORS,
        "statement",
        N_("Talk with your staff member about the pair period"),
        N_("Both follow-up forms are in. Talk together about what it gave, and give a time for sharing it:"),
    ),
    Letter(
        "period_withdrawn",
        PARTIES,
        "period",
        N_("A pair period was withdrawn"),
        N_("Nothing more is asked of anybody; the days are free again:"),
    ),
)


def letters_of(event: str) -> tuple[Letter, ...]:
    """The letters that an event causes."""
    return tuple(each for each in LETTERS if each.event == event)


def letter_of(event: str, to: str) -> Letter | None:
    """One of them, by whom it goes to."""
    return next((each for each in letters_of(event) if each.to == to), None)
