"""The forming of a group (dossier D.3 up to `confirmed`)."""

from datetime import date
from typing import Literal

from services.registration.domain.errors import (
    FirstMeetingUndated,
    GroupSizesContradict,
    GroupStateRefuses,
    MentorMissing,
    TooFewMembers,
)

State = Literal["planned", "registering", "full", "confirmed"]
STATES: tuple[State, ...] = ("planned", "registering", "full", "confirmed")
FORMING: frozenset[State] = frozenset({"registering", "full"})
MIN_SIZE, MAX_SIZE = 5, 9


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
