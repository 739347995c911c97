"""What the desk shows: what waits, the board of a call, and what happened to a record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.registration.queries import board, history, waiting
from services.registration.schemas.desk_api import BoardQuery, BoardShown, TasksShown
from services.registration.schemas.history import HistoryShown, in_words
from services.registration.tables import Group
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
API = "/api/registration/v1"


@routes.api("GET", f"{API}/tasks", response=TasksShown, access=signed_in, summary="What waits for you on the desk")
def get_tasks(request: Any, work: UnitOfWork) -> dict[str, Any]:
    return {"tasks": waiting.tasks_of(work)}


@routes.api(
    "GET",
    f"{API}/calls/<uuid:call_id>/board",
    query=BoardQuery,
    response=BoardShown,
    access=signed_in,
    summary="Everybody in a call by group, with the reason beside who has no place",
)
def get_board(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    asked = request.query_data
    found = board.board_of(work, call_id, group_id=asked["group_id"], search=asked["q"])
    groups = [_on_board(group) | {"people": rows} for group, rows in found["parts"]]
    return {**{name: found[name] for name in ("left", "total", "may_write")}, "call_id": call_id, "groups": groups}


def _on_board(group: Group) -> dict[str, Any]:
    return {
        "group_id": group.id,
        "name": group.name,
        "state": group.state_name,
        "members": len(group.member_ids),
        "max_size": group.max_size,
        "waiting": group.waiting,
    }


HISTORIES: dict[str, Callable[[UnitOfWork, UUID], list[dict[str, Any]]]] = {
    "calls/<uuid:call_id>": history.history_of_call,
    "groups/<uuid:group_id>": history.history_of_group,
    "people/<uuid:person_id>": history.history_of_person,
    "mentors/<uuid:person_id>": history.history_of_mentor,
    "ideas/<uuid:idea_id>": history.history_of_idea,
}


def _history_of(record: str, read: Callable[[UnitOfWork, UUID], list[dict[str, Any]]]) -> None:
    @routes.api(
        "GET",
        f"{API}/{record}/history",
        response=HistoryShown,
        access=signed_in,
        summary="Who did what to it, when and why",
    )
    def get_history(request: Any, work: UnitOfWork, **ids: UUID) -> dict[str, Any]:
        (record_id,) = ids.values()
        return {"rows": in_words(read(work, record_id))}


for record, read in HISTORIES.items():
    _history_of(record, read)
