"""The life of a group's plan (dossier D.4, E.4): themes, who prepares them, questions to work on.

Themes that the group made public leave it once the plan is agreed on; everything else stays with members and mentors.
"""

from collections.abc import Collection
from uuid import UUID

from services.scheduling.domain.agreement_errors import (
    MeetingUnknown,
    PlanClosed,
    PreparerUnknown,
    ThemeMissing,
    TooManyThemes,
)
from services.scheduling.domain.errors import NotPossibleNow

STATES = ("empty", "draft", "agreed", "revised", "closed")
ACTS = ("write", "agree", "close")
TRANSITIONS = {
    ("empty", "write"): "draft",
    ("empty", "close"): "closed",
    ("draft", "write"): "draft",
    ("draft", "agree"): "agreed",
    ("draft", "close"): "closed",
    ("agreed", "write"): "revised",
    ("agreed", "agree"): "agreed",  # the date is corrected
    ("agreed", "close"): "closed",
    ("revised", "write"): "revised",
    ("revised", "agree"): "revised",
    ("revised", "close"): "closed",
}
PUBLIC = frozenset({"agreed", "revised"})
METHODS = ("dialogue", "solution_focused", "visits", "reading", "other")
MOST_THEMES = 20


def after(state: str, act: str) -> str:
    """The state after an act. Raises PlanClosed, NotPossibleNow."""
    if state == "closed":
        raise PlanClosed()
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def check_theme(number: int | None, meetings: Collection[int], preparer: UUID | None, people: Collection[UUID]) -> None:
    """A theme is of a meeting of the group and prepared by somebody in it. Raises MeetingUnknown, PreparerUnknown."""
    if number is not None and number not in meetings:
        raise MeetingUnknown()
    if preparer is not None and preparer not in people:
        raise PreparerUnknown()


def check_count(themes: int) -> None:
    """Raises TooManyThemes."""
    if themes > MOST_THEMES:
        raise TooManyThemes(most=MOST_THEMES)


def check_themes(themes: int) -> None:
    """A plan that is agreed on has a theme. Raises ThemeMissing."""
    if not themes:
        raise ThemeMissing()
