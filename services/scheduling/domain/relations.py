"""How somebody stands to a group: member, mentor, or the coordinator in charge of it (dossier C.2, decision 7)."""

from collections.abc import Collection, Iterable
from typing import Protocol
from uuid import UUID

IN_CHARGE = {"network": "project_manager", "internal": "member_coordinator"}
LEADS = frozenset({"mentor", "coordinator"})
SEES = frozenset({"member", "mentor", "coordinator"})


class HeldRole(Protocol):
    """A role that is valid now."""

    @property
    def role(self) -> str: ...
    @property
    def organisation(self) -> str: ...


def relations(
    identities: Collection[UUID],
    roles: Iterable[HeldRole],
    *,
    members: Iterable[UUID],
    mentors: Iterable[UUID],
    scope: str,
    organisation: str,
) -> frozenset[str]:
    """The relations of one person to one group."""
    in_charge = any(each.role == IN_CHARGE[scope] and each.organisation == organisation for each in roles)
    found = {
        "member": not set(members).isdisjoint(identities),
        "mentor": not set(mentors).isdisjoint(identities),
        "coordinator": in_charge,
    }
    return frozenset(name for name, holds in found.items() if holds)
