"""On whose behalf something is done, and what they may do."""

from dataclasses import dataclass
from importlib import import_module
from typing import Literal
from uuid import UUID

from shared.people.tables import Role


@dataclass(frozen=True)
class Actor:
    """On whose behalf a unit of work runs."""

    kind: Literal["person", "link", "system", "anonymous"]
    person_id: UUID | None = None
    roles: tuple[Role, ...] = ()
    language: str = "fi"

    def may(self, action: str, data: str, organisation: str | None = None, relation: str | None = None) -> bool:
        """Whether the table of rights allows it (`shared.people.rights`)."""
        rights = import_module("shared.people.rights")
        return self.kind == "system" or bool(rights.allowed(self.roles, action, data, organisation, relation))

    def require(self, action: str, data: str, organisation: str | None = None, relation: str | None = None) -> None:
        """Raises Forbidden unless the table of rights allows it."""
        if not self.may(action, data, organisation, relation):
            raise import_module("shared.errors").Forbidden(action=action, data=data)


SYSTEM = Actor("system")
ANONYMOUS = Actor("anonymous")
