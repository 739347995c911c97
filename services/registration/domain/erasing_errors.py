"""What stands against being forgotten."""

from typing import ClassVar

from shared.errors import DomainError, Kind


class StillContact(DomainError):
    """Calls that go on name the person as the one to ask."""

    code = "still_contact"
    kind: ClassVar[Kind] = "conflict"
    text = "You are the contact person of {calls}. Choose another contact person there first, and then ask again."
