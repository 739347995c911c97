"""People: cards, introductions, sign-in, sessions, roles and signed action links."""

from shared.people.introductions import find_by_email, introduce, resolve
from shared.people.tables import Person, Role

__all__ = ["Person", "Role", "find_by_email", "introduce", "resolve"]
