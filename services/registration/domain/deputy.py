"""A supervisor's deputy for a time: who answers new questions from the first day to the last (decisions 4 and 5)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from shared.errors import DomainError

LONGEST = timedelta(days=400)


class OwnDeputy(DomainError):
    """Nobody is her own deputy."""

    code = "own_deputy"
    field = "email"
    text = "This is your own address. Give your deputy's."


class NotATime(DomainError):
    """The days of a deputy are in no order, over, or too many."""

    code = "not_a_time_for_a_deputy"
    field = "last"
    text = "The last day must be today or later, not before the first, and at most a year after it."


class Standing(Protocol):
    """A deputy with the days."""

    @property
    def deputy_id(self) -> object: ...

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


def check(supervisor: object, deputy: object, first: date, last: date, today: date) -> None:
    """Raises OwnDeputy, NotATime."""
    if deputy == supervisor:
        raise OwnDeputy()
    if last < today or not first <= last <= first + LONGEST:
        raise NotATime()


def answers(deputy: Standing, parties: Iterable[object], today: date) -> bool:
    """Whether a deputy is asked instead: on a day of hers, and of a matter that is not her own."""
    return deputy.first <= today <= deputy.last and deputy.deputy_id not in set(parties)
