"""The life of a released idea (dossier D.11): reviewed, planned, realised; parked, rejected, merged; withdrawn."""

from datetime import date

from services.registration.domain.errors import NotNow
from shared.errors import DomainError

STATES = ("released", "under_review", "planned", "realised", "parked", "rejected", "merged", "withdrawn")
ACTS = ("release", "withdraw", "review", "plan", "realise", "park", "reject", "merge")
TRANSITIONS = {
    ("released", "release"): "released",  # its wording changed
    ("released", "withdraw"): "withdrawn",
    ("released", "review"): "under_review",
    ("under_review", "release"): "under_review",
    ("under_review", "withdraw"): "withdrawn",
    ("under_review", "plan"): "planned",
    ("under_review", "park"): "parked",
    ("under_review", "reject"): "rejected",
    ("under_review", "merge"): "merged",
    ("planned", "review"): "under_review",  # the plan came to nothing
    ("planned", "plan"): "planned",  # somebody else, or another term
    ("planned", "realise"): "realised",
    ("planned", "park"): "parked",
    ("realised", "realise"): "realised",  # the facts are corrected
    ("parked", "release"): "parked",
    ("parked", "withdraw"): "withdrawn",
    ("parked", "review"): "under_review",
    ("rejected", "withdraw"): "withdrawn",
    ("rejected", "review"): "under_review",
    ("merged", "review"): "under_review",  # it is taken apart again
    ("withdrawn", "release"): "released",
}
OPEN = frozenset({"released", "under_review", "planned", "parked"})


class MergedIntoItself(DomainError):
    """An idea cannot be a part of itself, or of one that is a part of it."""

    code = "merged_into_itself"
    kind = "invalid"
    field = "into"
    text = "Choose another idea, which is not a part of this one."


class RealisedInFuture(DomainError):
    """What has not been held yet has not been realised."""

    code = "realised_in_future"
    kind = "invalid"
    field = "realised_from"
    text = "The first day is still to come. Come back when it has been held."


class DaysReversed(DomainError):
    """The last day is before the first."""

    code = "days_reversed"
    kind = "invalid"
    field = "realised_to"
    text = "The last day must not be before the first. Check both."


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotNow."""
    if (state, act) not in TRANSITIONS:
        raise NotNow(state=state, act=act)
    return TRANSITIONS[state, act]


def follows(state: str, act: str) -> bool:
    """Whether what the group did changes anything: what is planned goes on without it."""
    return (state, act) in TRANSITIONS


def check_days(first: date | None, last: date | None, today: date) -> None:
    """Raises RealisedInFuture, DaysReversed."""
    if first and first > today:
        raise RealisedInFuture()
    if first and last and last < first:
        raise DaysReversed()
