"""The board on which groups are put together, without a mouse and without JavaScript; mentors' times and rules."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.domain.placement.board import WEEKLY_SLOTS
from services.scheduling.schemas.placements import STAY, BoardForm, RevisionSchema, RulesForm, asked
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.formats import sort_key
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
BOARD = "/scheduling/placements/<uuid:call_id>"
DONE = frozenset({"asked", "stopped", "saved", "confirmed"})


@routes.page("/scheduling/placements", access=signed_in)
def placements(request: Request, work: UnitOfWork) -> Page:
    return Page("scheduling/placements.html", boards=queries.boards(work))


@routes.form(BOARD, BoardForm, "scheduling/placement.html", access=signed_in)
def placement(request: Request, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    view = queries.board(work, call_id)
    done = request.args.get("done", "")
    shown = {"view": view, "path": _path(call_id), "done": done if done in DONE else ""}
    return shown | {"initial": {"revision": view.placement.revision if view.placement else 0}}


@placement.submit
def submit_placement(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    """Saves the board; with the second button it is solved again around what is locked."""
    moves = {person: to for person, to in data["moves"] if to != STAY}
    commands.arrange_placement(work, call_id, data["revision"], moves, data["locked"])
    if data["then"]:
        commands.ask_placement(work, call_id)
        return Redirect(f"{_path(call_id)}?done=asked")
    return Redirect(f"{_path(call_id)}?done=saved")


@routes.form(f"{BOARD}/rules", RulesForm, "scheduling/placement_rules.html", access=signed_in)
def rules(request: Request, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    view = queries.board(work, call_id)
    told = view.placement.mentors if view.placement else {}
    kept = view.placement.rules if view.placement else {}
    people = [(name, card.name) for name, card in view.cards.items()]
    initial = {
        "mentors": [f"{person}:{slot}" for person, slots in told.items() for slot in slots],
        "company": kept.get("company", True),
        "spread": kept.get("spread", True),
        "pair": "apart",
    }
    return {
        "view": view,
        "path": _path(call_id),
        "slots": WEEKLY_SLOTS,
        "pairs": [(rule, pair) for rule in ("together", "apart") for pair in kept.get(rule, [])],
        "people": sorted(people, key=lambda each: sort_key(each[1])),
        "initial": initial,
    }


@rules.submit
def submit_rules(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    """A page sends what is ticked; what is not ticked any more is no more."""
    full = {name: data[name] or [] for name in ("mentors", "together", "apart")}
    full |= {name: bool(data[name]) for name in ("company", "spread")}
    first, second = data["first"], data["second"]
    if first and second and first != second:
        full[data["pair"]] = [*full[data["pair"]], sorted([str(first), str(second)])]
    commands.ask_placement(work, call_id, **asked(full))
    return Redirect(f"{_path(call_id)}?done=asked")


@routes.action(f"{BOARD}/ask", access=signed_in)
def ask(request: Request, work: UnitOfWork, call_id: UUID) -> Redirect:
    commands.ask_placement(work, call_id)
    return Redirect(f"{_path(call_id)}?done=asked")


@routes.action(f"{BOARD}/stop", access=signed_in)
def stop(request: Request, work: UnitOfWork, call_id: UUID) -> Redirect:
    commands.stop_placement(work, call_id)
    return Redirect(f"{_path(call_id)}?done=stopped")


@routes.form(f"{BOARD}/confirm", RevisionSchema, "scheduling/placement_confirm.html", access=signed_in)
def confirm(request: Request, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    view = queries.board(work, call_id)
    revision = view.placement.revision if view.placement else 0
    return {"view": view, "path": _path(call_id), "initial": {"revision": revision}}


@confirm.submit
def submit_confirm(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    commands.confirm_placement(work, call_id, data["revision"])
    return Redirect(f"{_path(call_id)}?done=confirmed")


def _path(call_id: UUID) -> str:
    return f"/scheduling/placements/{call_id}"
