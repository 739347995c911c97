"""Errors that a person can do something about.

A domain error is named after the fact, carries its data, and has a stable code. Its text says what happened
and what to do; it is a gettext msgid with `{names}` filled from the data, translated at the edge. The HTTP
status follows from the kind, decided once in `shared.web`.
"""

from typing import Any, ClassVar, Literal

Kind = Literal["invalid", "forbidden", "not_found", "conflict", "gone", "too_many"]


class DomainError(Exception):
    """Base of everything that the rules refuse."""

    code: ClassVar[str] = "refused"
    kind: ClassVar[Kind] = "conflict"
    text: ClassVar[str] = "This cannot be done."
    field: ClassVar[str | None] = None

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.text.format(**self.data)


class NotFound(DomainError):
    """What was asked for does not exist, or is not this person's to know of."""

    code = "not_found"
    kind = "not_found"
    text = "This does not exist, or it is not yours to see. Check the address, or start from the home page."


class Forbidden(DomainError):
    """The person is known and may not do this."""

    code = "forbidden"
    kind = "forbidden"
    text = "You have no right to do this. If you should have, ask your coordinator."


class ConfigurationError(Exception):
    """The process cannot start as configured; the text names every fault and an example of each."""


class OrganisationHasLeft(DomainError):
    """An organisation has left the network: what its people have begun goes on, and nothing new begins."""

    code = "organisation_has_left"
    kind: ClassVar[Kind] = "invalid"
    text = "This organisation has left the network, so its people cannot begin anything new. What goes on is finished."

    def __init__(self, field: str | None) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]
