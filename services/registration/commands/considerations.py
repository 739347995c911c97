"""What a person allows to be considered when groups are put together (decision 8).

Guaranteed: what was told for statistics never comes here of itself; only what is named in the act is published, on a
stream that scheduling alone reads.
"""

from uuid import UUID

from services.registration.commands import people
from services.registration.tables import Consideration
from shared.work import UnitOfWork


def allow_consideration(
    work: UnitOfWork, registration_id: UUID, *, gender: str | None = None, career_stage: str | None = None
) -> Consideration:
    """The person allows what is named; what is not named is taken back. Raises NotFound for another's."""
    found = people.own_registration(work, registration_id)
    person = people.person_of(work, found.person_id)
    allowed = work.session.get(Consideration, found.person_id) or Consideration(id=found.person_id)
    allowed.organisation = person.organisation if person else found.organisation
    allowed.gender, allowed.career_stage = gender, career_stage
    work.emit("consideration_changed", allowed)
    return allowed
