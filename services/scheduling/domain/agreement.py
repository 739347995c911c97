"""The life of a group's agreement (dossier D.4, E.3), where the group chose to write it here (decision 11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.scheduling.domain.agreement_errors import AgreementIncomplete, AgreementRewritten
from services.scheduling.domain.errors import NotPossibleNow

STATES = ("draft", "proposed", "in_force", "amended", "ended")
ACTS = ("write", "propose", "take_back", "accept", "decline", "complete", "drop", "end")
TRANSITIONS = {
    ("draft", "write"): "draft",
    ("draft", "propose"): "proposed",
    ("draft", "drop"): "ended",  # nothing was agreed on: it is forgotten
    ("draft", "end"): "ended",
    ("proposed", "accept"): "proposed",
    ("proposed", "decline"): "proposed",
    ("proposed", "complete"): "in_force",
    ("proposed", "take_back"): "draft",  # or amended, where an earlier version stays in force
    ("proposed", "end"): "ended",
    ("in_force", "write"): "amended",
    ("in_force", "accept"): "in_force",  # a newcomer
    ("in_force", "decline"): "in_force",
    ("in_force", "end"): "ended",
    ("amended", "write"): "amended",
    ("amended", "propose"): "proposed",
    ("amended", "accept"): "amended",
    ("amended", "decline"): "amended",
    ("amended", "drop"): "in_force",
    ("amended", "end"): "ended",
}
ASKS = frozenset({"proposed", "in_force", "amended"})
WRITTEN = frozenset({"draft", "amended"})
MAY_LEAVE = ("public_themes", "ideas", "tools")


@dataclass(frozen=True)
class Answers:
    """What the people of a group have said to one version."""

    accepted: frozenset[UUID]
    declined: frozenset[UUID]

    def waiting(self, people: Collection[UUID]) -> list[UUID]:
        """Those of the group who have not accepted, whatever else they said."""
        return sorted(set(people) - self.accepted)

    def refusing(self, people: Collection[UUID]) -> int:
        """How many of the group have said no."""
        return len(set(people) & self.declined - self.accepted)


def after(state: str, act: str, *, stands: bool = False) -> str:
    """The state after an act; `stands`: an earlier version is in force. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    if act == "take_back" and stands:
        return "amended"
    return TRANSITIONS[state, act]


def require_complete(text: Mapping[str, Any]) -> None:
    """A goal, a rule of the group, and how absence is told. Raises AgreementIncomplete."""
    missing = [name for name in ("goals", "ground_rules", "absence_rule") if not text.get(name)]
    if missing:
        raise AgreementIncomplete(missing=missing)


def require_same(seen: int, current: int) -> None:
    """Nobody answers to, or writes over, a text that they have not seen. Raises AgreementRewritten."""
    if seen != current:
        raise AgreementRewritten()


def comes_into_force(state: str, answers: Answers, people: Collection[UUID]) -> bool:
    """Whether everybody who is in the group now has accepted what was proposed."""
    return state == "proposed" and bool(people) and not answers.waiting(people)
