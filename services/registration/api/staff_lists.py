"""Long lists of staff: send one, see what is wrong with it, bring it in, see how far it is."""

from typing import Any
from uuid import UUID

from services.registration.commands import sent_lists
from services.registration.commands import staff_lists as commands
from services.registration.schemas.staff_list_api import SheetBody, StaffListShown
from services.registration.tables import StaffList
from shared.sheets import LARGEST_FILE
from shared.web import Routes, signed_in
from shared.web.request import MEBIBYTE
from shared.work import UnitOfWork

routes = Routes("registration")
LISTS = "/api/registration/v1/people/lists"
ONE = f"{LISTS}/<uuid:list_id>"
SHOWN: dict[str, Any] = {"response": StaffListShown, "access": signed_in}


@routes.api(
    "POST",
    LISTS,
    body=SheetBody,
    status=201,
    most_bytes=LARGEST_FILE * 4 // 3 + MEBIBYTE,
    summary="Send a list of staff as a sheet; all that is wrong with it is told, and nothing comes in yet",
    **SHOWN,
)
def post_list(request: Any, work: UnitOfWork, data: dict[str, Any]) -> StaffList:
    return commands.receive_sheet(work, data["filename"], data["content"], data["employer"])


@routes.api("GET", ONE, summary="A list that you sent: its problems, or how far it is", **SHOWN)
def get_list(request: Any, work: UnitOfWork, list_id: UUID) -> StaffList:
    return sent_lists.own(work, list_id)


@routes.api("POST", f"{ONE}/bring-in", summary="Bring a list without problems in, by portions", **SHOWN)
def post_bring_in(request: Any, work: UnitOfWork, list_id: UUID) -> StaffList:
    return commands.bring_in(work, list_id)
