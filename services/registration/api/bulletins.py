"""Writing to the people of a call by their role, and what was written."""

from typing import Any
from uuid import UUID

from services.registration.commands import bulletins as commands
from services.registration.queries import bulletins as queries
from services.registration.schemas.bulletins import BulletinBody, BulletinQuery, BulletinReached, BulletinShown
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
BULLETINS = "/api/registration/v1/calls/<uuid:call_id>/bulletins"


@routes.api(
    "POST",
    BULLETINS,
    body=BulletinBody,
    query=BulletinQuery,
    response=BulletinReached,
    access=signed_in,
    summary="Write to people of a call by their role; with dry_run only tell how many would get it",
)
def post_bulletin(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> dict[str, Any]:
    if request.query_data["dry_run"]:
        call = commands.call_to_write_to(work, call_id)
        return {"id": None, "receivers": len(commands.receivers_of(work, call, data["audience"], data["group_id"]))}
    sent = commands.send_bulletin(work, call_id, data)
    return {"id": sent.id, "receivers": len(sent.receiver_ids)}


@routes.api(
    "GET",
    BULLETINS,
    response=BulletinShown(many=True),
    access=signed_in,
    summary="What was written to the people of a call, the latest first",
)
def get_bulletins(request: Any, work: UnitOfWork, call_id: UUID) -> list[dict[str, Any]]:
    return queries.bulletins_of(work, call_id)
