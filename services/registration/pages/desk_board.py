"""The board of one call: everybody by group; who is ticked moves, without a mouse and without JavaScript."""

from typing import Any
from uuid import UUID

from services.registration.commands import moves
from services.registration.queries import board as queries
from services.registration.schemas.moves import MoveMany
from services.registration.tables import Group
from shared.web import Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")
BOARD = "/registration/desk/calls/<uuid:call_id>/board"


@routes.form(BOARD, MoveMany, "registration/desk_board.html", access=signed_in)
def board(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    only, search = request.args.get("group", ""), request.args.get("q", "")
    found = queries.board_of(work, call_id, group_id=_uuid(only), search=search)
    groups = found["groups"]
    return found | {
        "groups": [(each, f"{name} ({places})") for each, name, places in group_choices(work, groups)],
        "filters": [(str(each.id), local(each.name)) for each in groups],
        "only": only,
        "search": search,
        "moved": request.args.get("moved", ""),
        "path": f"/registration/desk/calls/{call_id}/board",
    }


@board.submit
def submit_board(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    for each in dict.fromkeys(data["registration_ids"]):
        moves.move_registration(work, each, data["group_id"], agreed=data["agreed"], reason=data["reason"])
    return Redirect(f"/registration/desk/calls/{call_id}/board?moved={len(data['registration_ids'])}")


def group_choices(work: UnitOfWork, groups: list[Group], but: UUID | None = None) -> list[tuple[str, str, str]]:
    """Groups that people can be moved to, with the places that are left."""
    return [
        (str(each.id), local(each.name), _("{members} of {places}", members=_held(each), places=each.max_size))
        for each in groups
        if each.id != but and each.gives_places(work.now)
    ]


def _held(group: Group) -> int:
    return len(group.member_ids)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
