"""Whether a supervisor is asked, told, or neither: the employer's policy `approval` in network.yml (E.15).

Guaranteed: nobody avoids the question by what they type; when the facts disagree, the strictest policy holds.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

Policy = Literal["required", "inform", "none"]
STRICTEST_FIRST: tuple[Policy, ...] = ("required", "inform", "none")


class Employer(Protocol):
    """An organisation of the network."""

    @property
    def slug(self) -> str: ...

    @property
    def policies(self) -> Mapping[str, str]: ...

    @property
    def email_domains(self) -> tuple[str, ...]: ...


def policy(employers: Iterable[Employer], email: str, claimed: Iterable[str]) -> Policy:
    """The policy for a person by the employers that the form and the card name, and by whose address it is.

    An employer that has addresses of its own lets only these off.
    """
    domain, slugs = email.rpartition("@")[2].lower(), set(claimed)
    concerned = [each for each in employers if each.slug in slugs or domain in each.email_domains]
    found: set[Policy] = {_policy_of(each, domain) for each in concerned}
    return next((each for each in STRICTEST_FIRST if each in found), "required")


def _policy_of(employer: Employer, domain: str) -> Policy:
    given = employer.policies.get("approval", "required")
    if employer.email_domains and domain not in employer.email_domains:
        return "required"
    return next((each for each in STRICTEST_FIRST if each == given), "required")


def next_level(supervisor: object, parties: Iterable[object], above: object | None) -> object | None:
    """Who is asked instead of a supervisor who leads the group or is in it: the one above her, unless a party too."""
    concerned = set(parties)
    return above if supervisor in concerned and above not in concerned else None
