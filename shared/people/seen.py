"""Whose cards a request reads: every card that its session loads, and those that it reads by columns.

Only sessions that were asked to (`watch`) note anything; see `shared.privacy.access_log` for what becomes of it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session

from shared.people.tables import Person

SEEN = "cards seen"


class Seen(NamedTuple):
    """What a card tells of its reader's relation to it."""

    organisation: str
    supervisor_id: UUID | None = None
    same_as: UUID | None = None


def watch(session: Session) -> dict[UUID, Seen]:
    """The cards that the session reads from now on, by id; it fills as they are read."""
    seen: dict[UUID, Seen] = {}
    session.info[SEEN] = seen
    return seen


def saw(session: Session, cards: Mapping[UUID, Seen]) -> None:
    """Note people whose names were read from elsewhere, or by columns; whole cards are noted anyway."""
    if (seen := session.info.get(SEEN)) is not None:
        seen.update(cards)


@listens_for(Person, "load")
def _loaded(card: Person, context: Any) -> None:
    if (seen := context.session.info.get(SEEN)) is not None:
        row = card.__dict__
        seen[row["id"]] = Seen(row["organisation"], row["supervisor_id"], row["same_as"])
