"""The life of one registration (dossier D.2 with decisions 1 to 6), as a table of what may follow what.

Guaranteed: from outside only `approve`, the employer's policy, or undoing an ending, leads to `confirmed`, `waitlisted`
or `offered`.
Not guaranteed here: that a withdrawal undone was approved before; the command sees to it.
"""

from typing import Literal

from services.registration.domain.errors import NotNow

State = Literal[
    "unconfirmed",
    "awaiting_supervisor",
    "confirmed",
    "waitlisted",
    "offered",
    "denied",
    "expired",
    "withdrawn",
    "completed",
    "dropped_out",
    "not_seated",
]
Act = Literal[
    "confirm_address",
    "expire_address",
    "approve",
    "deny",
    "change_supervisor",
    "expire_approval",
    "offer",
    "take_offer",
    "leave_offer",
    "withdraw",
    "undo_withdrawal",
    "complete",
    "drop_out",
    "move",
    "end",
    "undo_end",
]

STATES: tuple[State, ...] = (
    "unconfirmed",
    "awaiting_supervisor",
    "confirmed",
    "waitlisted",
    "offered",
    "denied",
    "expired",
    "withdrawn",
    "completed",
    "dropped_out",
    "not_seated",
)
LIVE: frozenset[State] = frozenset({"unconfirmed", "awaiting_supervisor", "confirmed", "waitlisted", "offered"})
SEATED: frozenset[State] = frozenset({"confirmed", "completed"})
LEAVING: dict[State, str] = {"withdrawn": "registration_withdrawn", "dropped_out": "participant_dropped_out"}
DENIAL_REASONS = ("no_substitute", "overlap_with_duties", "already_in_training", "budget", "other")

_SEATING: frozenset[State] = frozenset({"confirmed", "waitlisted", "offered"})
_ASKING: frozenset[State] = frozenset({"unconfirmed", "awaiting_supervisor"})
TRANSITIONS: dict[tuple[str, Act], frozenset[State]] = {
    ("unconfirmed", "confirm_address"): frozenset({"awaiting_supervisor"}),
    ("unconfirmed", "expire_address"): frozenset({"expired"}),
    ("unconfirmed", "withdraw"): frozenset({"withdrawn"}),
    ("awaiting_supervisor", "approve"): _SEATING,
    ("awaiting_supervisor", "deny"): frozenset({"denied"}),
    ("awaiting_supervisor", "change_supervisor"): frozenset({"awaiting_supervisor"}),
    ("awaiting_supervisor", "expire_approval"): frozenset({"expired"}),
    ("awaiting_supervisor", "withdraw"): frozenset({"withdrawn"}),
    ("waitlisted", "offer"): frozenset({"offered"}),
    ("waitlisted", "deny"): frozenset({"denied"}),
    ("waitlisted", "withdraw"): frozenset({"withdrawn"}),
    ("offered", "take_offer"): frozenset({"confirmed"}),
    ("offered", "leave_offer"): frozenset({"waitlisted", "expired", "withdrawn"}),
    ("offered", "deny"): frozenset({"denied"}),
    ("offered", "withdraw"): frozenset({"withdrawn"}),
    ("confirmed", "deny"): frozenset({"denied"}),
    ("confirmed", "withdraw"): frozenset({"withdrawn"}),
    ("confirmed", "complete"): frozenset({"completed"}),
    ("denied", "approve"): _SEATING,
    ("confirmed", "drop_out"): frozenset({"dropped_out"}),
    ("withdrawn", "undo_withdrawal"): _SEATING | _ASKING,
    ("not_seated", "undo_end"): _SEATING | _ASKING,
    **{(each, "move"): frozenset({each}) for each in _ASKING},
    **{(each, "move"): _SEATING for each in _SEATING},
    **{(each, "end"): frozenset({"not_seated"}) for each in LIVE},
}


def allowed(state: str, act: Act) -> bool:
    """Whether the act is possible in a state."""
    return (state, act) in TRANSITIONS


def require(state: str, act: Act) -> None:
    """Raises NotNow when the act is not possible in a state."""
    if not allowed(state, act):
        raise NotNow(state=state, act=act)


def move(state: str, act: Act, to: State) -> State:
    """The state that follows. Raises NotNow when the table does not have it."""
    check(state, act, to)
    return to


def check(state: str, act: Act, to: str) -> None:
    """Raises NotNow when the table does not have it."""
    if to not in TRANSITIONS.get((state, act), frozenset()):
        raise NotNow(state=state, act=act)


def seat(own_group: object, place_group: object | None) -> State:
    """Where an approved person stands: a place in the group asked for is sure, one in a sibling is offered."""
    if place_group is None:
        return "waitlisted"
    return "confirmed" if place_group == own_group else "offered"


def after_leaving_offer(own_group: object, place_group: object, *, lapsed: bool) -> State:
    """A sibling's place not taken leaves one in the queue; the place in one's own group was the last word."""
    if place_group != own_group:
        return "waitlisted"
    return "expired" if lapsed else "withdrawn"


def after_withdrawing(state: str, *, has_met: bool) -> State:
    """Who leaves a group that has met drops out, and the attendance is kept; anybody else withdraws."""
    if state == "confirmed" and has_met:
        return move(state, "drop_out", "dropped_out")
    return move(state, "withdraw", "withdrawn")
