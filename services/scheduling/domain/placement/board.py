"""What a coordinator does with a proposal: lock, move, solve again, confirm; and when each of it is possible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.domain.placement.instance import IF_NEEDED, YES
from services.scheduling.domain.placement_errors import (
    NobodyProposed,
    NotFreeThen,
    NotOnBoard,
    OwnPlacement,
    ProposedGroupTooLarge,
    ProposedGroupTooSmall,
)

Act = Literal["ask", "begin", "finish", "fail", "stop", "change", "confirm"]
STATES = ("waiting", "running", "ready", "failed", "confirmed")
WEEKDAYS, PARTS = ("mon", "tue", "wed", "thu", "fri"), ("am", "pm", "eve")
WEEKLY_SLOTS = tuple(f"{day}_{part}" for day in WEEKDAYS for part in PARTS)
OUT = ""
TRANSITIONS: dict[tuple[str, Act], str] = {
    ("ready", "ask"): "waiting",
    ("failed", "ask"): "waiting",
    ("confirmed", "ask"): "waiting",
    ("waiting", "begin"): "running",
    ("running", "finish"): "ready",
    ("waiting", "fail"): "failed",
    ("running", "fail"): "failed",
    ("waiting", "stop"): "waiting",
    ("running", "stop"): "running",
    ("ready", "change"): "ready",
    ("ready", "confirm"): "confirmed",
}


def allowed(state: str, act: Act) -> bool:
    """Whether the act is possible in a state."""
    return (state, act) in TRANSITIONS


def after(state: str, act: Act) -> str:
    """The state that follows. Raises NotPossibleNow."""
    if not allowed(state, act):
        raise NotPossibleNow()
    return TRANSITIONS[state, act]


@dataclass(frozen=True)
class Proposed:
    """A group of the proposal; `locked` are those of its people who stay, whatever is solved again."""

    group: str
    slot: str
    people: tuple[str, ...]
    mentor: str | None = None
    locked: frozenset[str] = frozenset()

    @classmethod
    def loaded(cls, data: Mapping[str, Any]) -> "Proposed":
        """From its JSON."""
        locked = frozenset(data.get("locked", ()))
        return cls(data["group"], data["slot"], tuple(data["people"]), data["mentor"], locked)

    def dumped(self) -> dict[str, Any]:
        """As JSON."""
        people = {"people": sorted(self.people), "locked": sorted(self.locked & set(self.people))}
        return {"group": self.group, "slot": self.slot, "mentor": self.mentor, **people}


def solved(answer: Mapping[str, Any], before: Iterable[Proposed]) -> list[Proposed]:
    """The groups of an answer; who was locked stays locked. A mentor's name ends before the slash."""
    locked = frozenset(person for each in before for person in each.locked)
    return [
        Proposed(
            each["group"],
            each["slot"],
            tuple(each["people"]),
            (each["mentor"] or "").split("/")[0] or None,
            locked & set(each["people"]),
        )
        for each in answer["groups"]
    ]


def arranged(
    groups: Iterable[Proposed],
    moves: Mapping[str, str],
    locked: Iterable[str],
    free: Mapping[str, Mapping[str, str]],
) -> list[Proposed]:
    """The groups after people were moved (to a group, or OUT) and locked. `free`: what suits each, by slot.

    Whoever was moved into a group is locked there. Raises NotOnBoard, NotFreeThen.
    """
    before, stays = list(groups), {*locked}
    slots = {each.group: each.slot for each in before}
    for person, group in moves.items():
        if person not in free or (group != OUT and group not in slots):
            raise NotOnBoard()
        if group != OUT and free[person].get(slots[group]) not in (YES, IF_NEEDED):
            raise NotFreeThen()
    found = []
    for each in before:
        kept = [person for person in each.people if moves.get(person, each.group) == each.group]
        came = [person for person, group in moves.items() if group == each.group and person not in kept]
        people = tuple(sorted({*kept, *came}))
        found.append(replace(each, people=people, locked=frozenset((stays | set(came)) & set(people))))
    return found


def without_gone(group: Proposed, here: Iterable[str]) -> Proposed:
    """The group without those who have withdrawn meanwhile."""
    return replace(group, people=tuple(each for each in group.people if each in set(here)))


def kept(group: Proposed) -> Proposed:
    """The group with all its people locked: a later proposal is made around it."""
    return replace(group, locked=frozenset(group.people))


def require_confirmable(
    groups: Iterable[Proposed], sizes: Mapping[str, tuple[int, int]], actor: str | None
) -> list[Proposed]:
    """The groups to be formed, without empty ones. Raises NobodyProposed, ProposedGroupToo…, OwnPlacement."""
    found = [each for each in groups if each.people]
    if not found:
        raise NobodyProposed()
    for each in found:
        least, most = sizes[each.group]
        if len(each.people) > most:
            raise ProposedGroupTooLarge(people=len(each.people), most=most)
        if len(each.people) < least:
            raise ProposedGroupTooSmall(people=len(each.people), least=least)
        if actor is not None and actor in each.people:
            raise OwnPlacement()
    return found
