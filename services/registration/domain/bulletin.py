"""Writing to the people of a call by their role: who belongs to which role, and how often one may write."""

from typing import ClassVar

from services.registration.domain import registration
from shared.errors import DomainError, Kind

MOST_A_DAY = 10
WAITS = frozenset({"waitlisted", "offered"})
ASKED = frozenset({"awaiting_supervisor", "waitlisted"})


class NobodyToWriteTo(DomainError):
    """The call, or the group, has nobody in that role."""

    code = "nobody_to_write_to"
    kind: ClassVar[Kind] = "invalid"
    field = "audience"
    text = "There is nobody like that just now. Choose others, or another group."


class WrittenAlready(DomainError):
    """The same message went to the same people within a day."""

    code = "written_already"
    field = "text"
    text = "The same message was sent to the same people on {sent_at}. It is in the list of sent messages."


class TooManyBulletins(DomainError):
    """More messages in a day than people want to get."""

    code = "too_many_bulletins"
    kind: ClassVar[Kind] = "too_many"
    text = "You have written {most} messages in a day, which is the most. Write the rest tomorrow, or in one message."


def is_in(audience: str, state: str, *, approved: bool) -> bool:
    """Whether a registration makes somebody a receiver: its person, or for `supervisors` the one who is asked."""
    if audience == "participants":
        return state in registration.SEATED
    if audience == "queue":
        return state in WAITS
    return audience == "supervisors" and state in ASKED and not approved
