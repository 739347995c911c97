"""Mentors (dossier D.12, R60 to R63): who may be given groups, and how well somebody suits a group.

The dossier's one line of states holds two facts that change apart: whether groups are given (the state), and the
training. Guaranteed: the training alone stops nobody (R63); a network that requires it is overruled with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from services.registration.domain.availability import WEEKDAYS
from services.registration.domain.errors import NotNow

State = Literal["candidate", "active", "paused", "retired"]
Act = Literal["accept", "pause", "resume", "retire", "come_back"]
STATES: tuple[State, ...] = ("candidate", "active", "paused", "retired")
MOVES: Mapping[Act, tuple[frozenset[State], State]] = {
    "accept": (frozenset({"candidate"}), "active"),
    "pause": (frozenset({"active"}), "paused"),
    "resume": (frozenset({"paused"}), "active"),
    "retire": (frozenset({"candidate", "active", "paused"}), "retired"),
    "come_back": (frozenset({"retired"}), "candidate"),
}
EVENTS: Mapping[Act, str] = {
    "accept": "mentor_accepted",
    "pause": "mentor_paused",
    "resume": "mentor_resumed",
    "retire": "mentor_retired",
    "come_back": "mentor_registered",
}
NOON, EVENING = time(12), time(16)
RANKS = {"yes": 0, "if_needed": 1, "no": 2}


def move(state: str, act: Act) -> State:
    """Where an act leads. Raises NotNow."""
    sources, to = MOVES[act]
    if state not in sources:
        raise NotNow(state=state)
    return to


def acts(state: str) -> tuple[Act, ...]:
    """What can be done now."""
    return tuple(act for act, (sources, _to) in MOVES.items() if state in sources)


def training_suffices(policy: str, scope: str, training: str) -> bool:
    """Whether the network's policy lets somebody with this training lead a group without a reason (R151)."""
    return policy != "required" or scope != "network" or training == "trained"


def slot_of(day: date, start: time | None) -> str | None:
    """The part of the week of a meeting; None at weekends and while the time is open."""
    if start is None or day.weekday() >= len(WEEKDAYS):
        return None
    part = "am" if start < NOON else "pm" if start < EVENING else "eve"
    return f"{WEEKDAYS[day.weekday()]}_{part}"


def school_year_of(day: date) -> int:
    """The year in which the day's school year (1 August to 31 July) began."""
    return day.year if day.month >= 8 else day.year - 1


@dataclass(frozen=True)
class Suits:
    """How somebody suits a group, in the order in which candidates are shown."""

    times: str | None
    """The worst answer of the mentor to the group's times; None when either is not known."""
    leads: int
    capacity: int | None
    area: bool
    trained: bool
    subordinates: int
    """Members of the group whose supervisor the mentor is (R88)."""

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.leads >= self.capacity

    @property
    def order(self) -> tuple[object, ...]:
        """Nobody of the own people first, then the time, the area, free hands, training."""
        times = RANKS.get(self.times or "if_needed", 1)
        return (self.subordinates > 0, times, not self.area, self.is_full, not self.trained)


def times_suit(availability: Iterable[Mapping[str, str]], slots: Sequence[str | None]) -> str | None:
    """The worst of the answers to the parts of the week in which a group meets."""
    given = {each["slot"]: each["answer"] for each in availability}
    known = [each for each in slots if each]
    if not given or not known:
        return None
    return max((given.get(each, "no") for each in known), key=RANKS.__getitem__)
