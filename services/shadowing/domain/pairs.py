"""Who the two are: the record's organisation, the supervisors who answer, the one who decides, what each may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.shadowing.domain.process import DECIDER, INVITED, PARTY, SUPERVISOR

OPEN_STATES = ("published", "open")


@dataclass(frozen=True)
class CallFacts:
    """What the rules need of a call."""

    scope: str
    organisation: str
    contact_id: UUID


def call_is_open(call: Mapping[str, Any], now: datetime) -> bool:
    """Whether a call's state takes applications at an instant."""
    if call["state"] not in OPEN_STATES or now < call["opens_at"]:
        return False
    return call["closes_at"] is None or now <= call["closes_at"]


def scope_of(employer: str, other_employer: str) -> str:
    """Inside one organisation, or between two."""
    return "internal" if employer == other_employer else "cross_organisation"


def organisation_of(call: CallFacts, scope: str, employer: str, network: str) -> str:
    """Who owns the record: the employer of an internal pair in its own call, else the network."""
    return employer if scope == "internal" and call.scope == "internal" else network


def fits_call(call: CallFacts, employers: Iterable[str]) -> bool:
    """An internal call is for the staff of its own organisation."""
    return call.scope == "network" or all(each == call.organisation for each in employers)


def answering_supervisor(party: UUID, other: UUID, supervisor_of: Mapping[UUID, UUID | None]) -> UUID | None:
    """Who answers for a party: the supervisor, or the next level if the supervisor is one of the pair (H15)."""
    seen = {party, other}
    supervisor = supervisor_of.get(party)
    if supervisor in seen and supervisor is not None:
        supervisor = supervisor_of.get(supervisor)
    return None if supervisor in seen else supervisor


def as_inviter(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan in which the one who was invited becomes the one who invites."""
    turned = {"inviter_visits": "invited_visits", "invited_visits": "inviter_visits"}
    return {
        **plan,
        "visits": turned.get(plan.get("visits", ""), plan.get("visits")),
        "benefit_inviter": plan.get("benefit_invited"),
        "benefit_invited": plan.get("benefit_inviter"),
    }


def decider_of(call: CallFacts, parties: Iterable[UUID], deputies: Iterable[UUID]) -> UUID | None:
    """Who decides: the call's contact, unless that is one of the pair (decision 7); then the first deputy."""
    pair = set(parties)
    return next((each for each in (call.contact_id, *sorted(deputies)) if each not in pair), None)


@dataclass(frozen=True)
class Roster:
    """The persons of one period, for telling who somebody is to it."""

    parties: tuple[UUID, ...]
    invited: UUID | None  # has not answered the invitation
    supervisors: frozenset[UUID]
    decider: UUID | None


def relations(person: UUID | None, roster: Roster, *, decides_here: bool = False) -> frozenset[str]:
    """What a person is to a period. `decides_here`: may stand in for the decider. Nobody decides their own."""
    found = set()
    if person is None:
        return frozenset()
    if person == roster.invited:
        found.add(INVITED)
    elif person in roster.parties:
        found.add(PARTY)
    if person in roster.supervisors:
        found.add(SUPERVISOR)
    if (person == roster.decider or decides_here) and person not in roster.parties:
        found.add(DECIDER)
    return frozenset(found)
