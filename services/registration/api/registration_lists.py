"""Registering from a sheet: send one for a call, see what is wrong with it, register, see how far it is."""

from typing import Any
from uuid import UUID

from services.registration.commands import registration_lists as commands
from services.registration.commands import sent_lists
from services.registration.schemas.registration_list import RegistrationSheetBody
from services.registration.schemas.staff_list_api import StaffListShown
from services.registration.tables import StaffList
from shared.sheets import LARGEST_FILE
from shared.web import Routes, signed_in
from shared.web.request import MEBIBYTE
from shared.work import UnitOfWork

routes = Routes("registration")
ONE = "/api/registration/v1/registration-lists/<uuid:list_id>"
SHOWN: dict[str, Any] = {"response": StaffListShown, "access": signed_in}


@routes.api(
    "POST",
    "/api/registration/v1/calls/<uuid:call_id>/lists",
    body=RegistrationSheetBody,
    status=201,
    most_bytes=LARGEST_FILE * 4 // 3 + MEBIBYTE,
    summary="Send a sheet of people to register to a call; all that is wrong is told, and nobody is registered yet",
    **SHOWN,
)
def post_list(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> StaffList:
    return commands.receive_sheet(work, call_id, data["filename"], data["content"], data["employer"])


@routes.api("GET", ONE, summary="A list of people to register: its problems, or how far it is", **SHOWN)
def get_list(request: Any, work: UnitOfWork, list_id: UUID) -> StaffList:
    return sent_lists.own(work, list_id, of_call=True)


@routes.api("POST", f"{ONE}/bring-in", summary="Register the people of a list without problems, by portions", **SHOWN)
def post_bring_in(request: Any, work: UnitOfWork, list_id: UUID) -> StaffList:
    return commands.bring_in(work, list_id)
