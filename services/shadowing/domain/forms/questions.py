"""What a form is made of, and who may read an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.shadowing.domain.words import N_

PAIR, SUPERVISORS, PROJECT_MANAGER, STATISTICS = "pair", "supervisors", "project_manager", "statistics"
SHARED_SUPERVISOR, SHARED_PARTNER, AUTHOR = "supervisor_if_shared", "partner_if_shared", "author"

ALL = (PAIR, SUPERVISORS, PROJECT_MANAGER)
LONG, SHORT = 1500, 500


@dataclass(frozen=True)
class Question:
    """One field of a form."""

    name: str
    kind: str  # text, choice, choices, flag, count, date, dates
    label: str
    readers: tuple[str, ...]
    required: bool = True
    hint: str = ""
    maximum: int = LONG
    choices: tuple[tuple[str, str], ...] = ()
    own: bool = False  # added by an organisation (own.py); its words are OwnWords


@dataclass(frozen=True)
class FormOf:
    """A form with its title and its questions in order."""

    name: str
    title: str
    questions: tuple[Question, ...]
    takes_own: bool = True  # an organisation may add questions

    def readable(self, readers: Iterable[str]) -> tuple[Question, ...]:
        """The questions whose answers somebody may read."""
        who = set(readers)
        return tuple(each for each in self.questions if who & set(each.readers))


DEGREES = (("yes", N_("Yes")), ("partly", N_("Partly")), ("no", N_("No")))
