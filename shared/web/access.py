"""Who may ask: anyone, who has signed in, or who holds an action link.

Roles and relations (own, own group, own subordinate) are checked by commands and queries.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Access:
    """What a route requires of the one who asks."""

    kind: Literal["anyone", "signed_in", "link"]
    action: str | None = None


anyone = Access("anyone")
signed_in = Access("signed_in")


def by_link(action: str) -> Access:
    """Only with a valid action link of this action; the path contains `<token>`."""
    return Access("link", action)
