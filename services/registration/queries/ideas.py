"""The register of ideas: read by whoever has signed in, for they name nobody; decided on by who is in charge."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.domain.idea import OPEN
from services.registration.tables import Call, Group, Idea
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

FIELDS = ("id", "organisation", "origin", "theme", "idea_type", "need", "target_group", "proposed_way", "term")
MORE = ("reason", "merged_into", "became_call_id", "group_id", "call_id", "responsible_id")
REALISED = ("realised_name", "realised_from", "realised_to", "realised_place", "participants")


def ideas(work: UnitOfWork, state: str | None = None) -> list[dict[str, Any]]:
    """All that are not withdrawn, those that wait first, then the newest; of one state where asked."""
    chosen = select(Idea).where(Idea.state_name == state if state else Idea.state_name != "withdrawn")
    found = sorted(work.session.scalars(chosen), key=lambda each: (each.state_name not in OPEN, -each.version))
    return [shown(work, each) for each in found]


def idea(work: UnitOfWork, idea_id: UUID) -> dict[str, Any]:
    """Raises NotFound."""
    found = work.session.get(Idea, idea_id)
    if found is None:
        raise NotFound()
    return shown(work, found) | {"parts": [shown(work, each) for each in _parts(work, idea_id)]}


def shown(work: UnitOfWork, found: Idea) -> dict[str, Any]:
    """An idea with the names of its group, its call and who is responsible."""
    group = work.session.get(Group, found.group_id) if found.group_id else None
    call = work.session.get(Call, found.became_call_id) if found.became_call_id else None
    who = work.session.get(Person, found.responsible_id) if found.responsible_id else None
    return {
        **{name: getattr(found, name) for name in (*FIELDS, *MORE, *REALISED)},
        "state": found.state_name,
        "group": group.name if group else None,
        "became_call": call.title if call else None,
        "responsible": who.name if who and not who.gone else None,
        "mine": in_charge(work, found.organisation),
    }


def in_charge(work: UnitOfWork, organisation: str) -> bool:
    """Whether the reader decides on the ideas of an organisation."""
    own = organisation != work.network.slug and work.actor.may("write", "call", organisation)
    return own or work.actor.may("write", "ideas", organisation)


def _parts(work: UnitOfWork, idea_id: UUID) -> list[Idea]:
    return list(work.session.scalars(select(Idea).where(Idea.merged_into == idea_id, Idea.state_name == "merged")))
