"""The forming of a group (dossier D.3 up to `confirmed`), its size, and what is decided when it is too small."""

from datetime import date, timedelta
from typing import Literal

from services.registration.domain.errors import (
    FirstMeetingUndated,
    GroupHasMore,
    GroupSizesContradict,
    GroupStateRefuses,
    MentorMissing,
    SizeNeedsReason,
    TooFewMembers,
)

State = Literal["planned", "registering", "full", "confirmed", "cancelled"]
STATES: tuple[State, ...] = ("planned", "registering", "full", "confirmed", "cancelled")
FORMING: frozenset[State] = frozenset({"registering", "full"})
GOES_ON: frozenset[State] = FORMING | {"confirmed"}
MIN_SIZE, MAX_SIZE = 5, 9
DECIDE_BEFORE = timedelta(days=5)


def check_sizes(min_size: int, max_size: int) -> None:
    """Raises GroupSizesContradict."""
    if min_size > max_size:
        raise GroupSizesContradict(min_size=min_size, max_size=max_size)


def filled(state: str, free: int) -> str:
    """`registering` and `full` follow the number of free places; other states do not."""
    if state not in FORMING:
        return state
    return "registering" if free else "full"


def confirm(
    state: str, *, members: int, min_size: int, mentors: int, first_meeting: date | None, reason: str | None
) -> State:
    """The group will meet. A group below its least size needs a reason."""
    if state not in FORMING:
        raise GroupStateRefuses(state=state)
    if not mentors:
        raise MentorMissing()
    if first_meeting is None:
        raise FirstMeetingUndated()
    if members < min_size and not reason:
        raise TooFewMembers(members=members, min_size=min_size)
    return "confirmed"


def resize(state: str, *, held: int, min_size: int, max_size: int, reason: str | None) -> None:
    """The sizes may become these: never fewer places than are held; beyond the recommended 5 to 9 with a reason."""
    check_sizes(min_size, max_size)
    if state not in GOES_ON:
        raise GroupStateRefuses(state=state)
    if held > max_size:
        raise GroupHasMore(held=held)
    if (min_size < MIN_SIZE or max_size > MAX_SIZE) and not reason:
        raise SizeNeedsReason()


def is_too_small(state: str, *, members: int, min_size: int, accepted: int | None, registering: bool) -> bool:
    """Whether somebody must decide: registration has ended, and nobody has accepted so small a group."""
    if state not in GOES_ON or registering:
        return False
    return members < min_size and (accepted is None or members < accepted)


def decide_by(first_meeting: date | None) -> date | None:
    """The last day to decide what becomes of a group that is too small."""
    return first_meeting - DECIDE_BEFORE if first_meeting else None


def cancel(state: str) -> State:
    """The group will not meet, or goes on in another one."""
    if state not in GOES_ON | {"planned"}:
        raise GroupStateRefuses(state=state)
    return "cancelled"
