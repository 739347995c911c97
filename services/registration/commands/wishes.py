"""What somebody with a place tells the mentor of the group: what is important now, what is expected of the group.

Guaranteed: no event carries it, and only the mentors of the group and the person read it.
"""

from uuid import UUID

from services.registration.commands import people
from services.registration.domain import registration
from services.registration.domain.errors import NotNow
from services.registration.tables import Registration
from shared.work import UnitOfWork


def tell_mentor(work: UnitOfWork, registration_id: UUID, themes: str | None, expectations: str | None) -> Registration:
    """A later answer replaces an earlier one, an empty one takes it back.

    Raises NotFound for another's, and NotNow before the seat is sure.
    """
    found = people.own_registration(work, registration_id)
    if found.state_name not in registration.SEATED:
        raise NotNow(state=found.state_name)
    found.themes, found.expectations = themes or None, expectations or None
    return found
