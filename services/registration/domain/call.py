"""The life of a call (dossier D.1)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, get_args

from services.registration.domain.errors import CallNotReady, CallStateRefuses
from shared.clock import end_of_day

State = Literal["draft", "published", "open", "closed", "running", "completed", "archived", "cancelled"]
Act = Literal["publish", "open", "close", "reopen", "start", "complete", "archive", "cancel"]
STATES: tuple[State, ...] = get_args(State)
TRANSITIONS: dict[tuple[str, Act], State] = {
    ("draft", "publish"): "published",
    ("published", "open"): "open",
    ("open", "close"): "closed",
    ("closed", "reopen"): "open",
    ("closed", "start"): "running",
    ("running", "complete"): "completed",
    ("completed", "archive"): "archived",
    ("published", "cancel"): "cancelled",
    ("open", "cancel"): "cancelled",
    ("closed", "cancel"): "cancelled",
}
PUBLIC: frozenset[State] = frozenset({"published", "open", "closed", "running", "completed"})
SHOWN: frozenset[State] = PUBLIC | {"archived", "cancelled"}  # by its address; not in lists
OVER: frozenset[State] = frozenset({"completed", "archived", "cancelled"})
TAKES_GROUPS: frozenset[State] = frozenset({"published", "open", "closed", "running"})
TAKES_REGISTRATIONS: frozenset[State] = frozenset({"open", "closed", "running"})


def allowed(state: str, act: Act) -> bool:
    """Whether the act is possible in a state."""
    return (state, act) in TRANSITIONS


def after(state: str, act: Act) -> State:
    """The state that follows. Raises CallStateRefuses."""
    if not allowed(state, act):
        raise CallStateRefuses(state=state, act=act)
    return TRANSITIONS[state, act]


def closes_at(group_deadlines: Iterable[date | None], own: date | None = None) -> datetime | None:
    """When registration ends: the latest group's deadline, or the call's own; None while no date is known."""
    days = [each for each in (*group_deadlines, own) if each is not None]
    return end_of_day(max(days)) if days else None


def missing(
    *, kind: str, groups: int, quota: int | None, titles: Iterable[str | None], closes: datetime | None
) -> tuple[str, ...]:
    """What a draft lacks; empty when it can be published."""
    lacks = {
        "groups": kind == "verme" and not groups,
        "quota": kind == "shadowing" and not quota,
        "title": not all(titles),
        "closes_at": closes is None,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def require_complete(lacks: tuple[str, ...]) -> None:
    """Raises CallNotReady with the names of what is missing."""
    if lacks:
        raise CallNotReady(missing=", ".join(lacks))


def is_completed(begun: Iterable[object], finished: Iterable[object], *, still_forming: bool) -> bool:
    """Whether every confirmed group, or every pair period, has ended and none can still begin."""
    known = set(begun)
    return bool(known) and known <= set(finished) and not still_forming
