"""What members tell the mentor of their group, in JSON."""

from typing import Any
from uuid import UUID

from services.registration.queries import wishes as queries
from services.registration.schemas.registrations import Wish
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.api(
    "GET",
    "/api/registration/v1/groups/<uuid:group_id>/wishes",
    response=Wish(many=True),
    access=signed_in,
    summary="What the members of a group that you lead told you; for its mentors alone",
)
def get_wishes(request: Any, work: UnitOfWork, group_id: UUID) -> list[dict[str, Any]]:
    return queries.wishes_of(work, group_id)[1]
