"""The life of a poll (dossier D.7): the group is asked which dates suit, and the best become meetings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from services.scheduling.domain.errors import NotPossibleNow, TimeIncomplete
from services.scheduling.domain.poll_errors import (
    AbsenteesNotAsked,
    DeadlineTooLate,
    OneOptionOnly,
    OptionRepeated,
    OptionsMissing,
    OptionUnknown,
)
from services.scheduling.domain.ranking import Option, Rank
from services.scheduling.domain.slots import Slot, checked
from shared.clock import end_of_day

STATES = ("open", "closed", "decided", "failed", "cancelled")
ACTS = ("answer", "close", "fail", "decide", "extend", "cancel")
TRANSITIONS = {
    ("open", "answer"): "open",
    ("open", "close"): "closed",  # an option suits enough people
    ("open", "fail"): "failed",  # none does
    ("open", "extend"): "open",
    ("open", "cancel"): "cancelled",
    ("closed", "decide"): "decided",
    ("closed", "extend"): "open",
    ("closed", "cancel"): "cancelled",
    ("failed", "decide"): "decided",  # those who cannot come have agreed
    ("failed", "extend"): "open",
    ("failed", "cancel"): "cancelled",
    ("cancelled", "extend"): "open",
}
PURPOSES = ("series", "single", "replacement")
MODES = ("proposer_decides", "group_decides")
OVER = frozenset({"decided", "cancelled"})
FEWEST, MOST = 2, 20
SMALLEST_QUORUM = 5
DAYS_TO_ANSWER = 7


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def checked_options(slots: Iterable[Slot], now: datetime) -> list[Slot]:
    """2 to 20 different slots with times, in the future, by date. Raises the error of the first fault."""
    given = [checked(each, after=now) for each in slots]
    if any(each.is_open for each in given):
        raise TimeIncomplete()
    ordered = sorted(given)
    if not FEWEST <= len(ordered) <= MOST:
        raise OptionsMissing(fewest=FEWEST, most=MOST)
    if len(set(ordered)) < len(ordered):
        raise OptionRepeated()
    return ordered


def default_quorum(members: int) -> int:
    """All but one, never under five, never more than there are."""
    return min(members, max(SMALLEST_QUORUM, members - 1))


def closing(closes_on: date | None, options: Sequence[Slot], now: datetime, today: date) -> datetime:
    """When a poll closes: a week from now unless told, and before the first date that it asks about."""
    last = min(each.date for each in options) - timedelta(days=1)
    wanted = closes_on or min(today + timedelta(days=DAYS_TO_ANSWER), last)
    if not now < end_of_day(wanted) or wanted > last:
        raise DeadlineTooLate(last=last)
    return end_of_day(wanted)


def is_answered(answers: Mapping[UUID, str], options: Iterable[Option]) -> bool:
    """Whether somebody has answered for every date."""
    return all(each.id in answers for each in options)


def checked_answers(answers: Mapping[UUID, str], options: Iterable[Option]) -> dict[UUID, str]:
    """Answers for dates of this poll. Raises OptionUnknown."""
    if not answers.keys() <= {each.id for each in options}:
        raise OptionUnknown()
    return dict(answers)


def closing_act(ranks: Iterable[Rank]) -> str:
    """How a poll ends when its time is up."""
    return "close" if any(each.enough for each in ranks) else "fail"


def chosen(purpose: str, ids: Collection[UUID], ranks: Sequence[Rank], *, absentees_agree: bool) -> list[Rank]:
    """The ranks of the options that were chosen, by date. Raises the error of the first fault."""
    found = [each for each in ranks if each.option.id in ids]
    if not found or len(found) < len(set(ids)):
        raise OptionUnknown()
    if purpose != "series" and len(found) > 1:
        raise OneOptionOnly()
    if not absentees_agree and not all(each.enough for each in found):
        raise AbsenteesNotAsked()
    return sorted(found, key=lambda each: each.option)
