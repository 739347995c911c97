"""An idea in its group (dossier D.11): captured, and released when the group agrees that it may leave."""

from services.scheduling.domain.errors import NotPossibleNow

STATES = ("captured", "released", "taken_back")
ACTS = ("change", "release", "take_back", "remove")
GONE = "gone"
TRANSITIONS = {
    ("captured", "change"): "captured",
    ("captured", "release"): "released",
    ("captured", "remove"): GONE,
    ("released", "change"): "released",  # its public wording changes
    ("released", "take_back"): "taken_back",
    ("taken_back", "change"): "taken_back",
    ("taken_back", "release"): "released",
    ("taken_back", "remove"): GONE,
}
MOST = 200


def after(state: str, act: str) -> str:
    """The state after an act. Raises NotPossibleNow."""
    if (state, act) not in TRANSITIONS:
        raise NotPossibleNow(state=state, act=act)
    return TRANSITIONS[state, act]


def may_release(*, mentor: bool, author: bool) -> bool:
    """The mentor, for the group; or whoever wrote it (dossier C.3-4)."""
    return mentor or author
