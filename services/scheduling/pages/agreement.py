"""The text of a group's agreement, where the group writes it here: drafting, proposing, accepting, versions."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.queries import AgreementView
from services.scheduling.schemas.agreement import LEAVE_TEXTS, AgreementTextSchema, AnswerSchema, starting_text
from shared.errors import Forbidden, NotFound
from shared.web import Redirect, Routes, by_link, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
TEXT = "/scheduling/groups/<uuid:group_id>/agreement/text"
LINK = "/scheduling/agreement/<token>"
DONE = frozenset({"written", "proposed", "taken_back", "accepted", "in_force", "declined", "dropped"})


@routes.form(TEXT, AnswerSchema, "scheduling/agreement_text.html", access=signed_in)
def text(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    return _shown(request, queries.agreement(work, group_id), _path(group_id))


@text.submit
def accept(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    agreement = commands.accept_agreement(work, group_id, **data)
    return _done(_path(group_id), "in_force" if agreement.state_ == "in_force" else "accepted")


@routes.action(f"{TEXT}/no/<int:number>", access=signed_in)
def decline(request: Request, work: UnitOfWork, group_id: UUID, number: int) -> Redirect:
    commands.decline_agreement(work, group_id, number)
    return _done(_path(group_id), "declined")


@routes.form(f"{TEXT}/write", AgreementTextSchema, "scheduling/agreement_write.html", access=signed_in)
def write(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    found = queries.agreement(work, group_id)
    if not found.may_write:
        raise NotFound()
    kept = found.agreement
    standing = kept.draft or (kept.in_force.text if kept.in_force else {}) if kept else starting_text()
    initial = {**standing, "revision": kept.revision if kept else 0}
    return {"view": found.view, "initial": initial, "begins": kept is None}


@write.submit
def submit_write(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    commands.write_agreement(work, group_id, data, data.pop("revision"))
    return _done(_path(group_id), "written")


@routes.action(f"{TEXT}/propose", access=signed_in)
def propose(request: Request, work: UnitOfWork, group_id: UUID) -> Redirect:
    agreement = commands.propose_agreement(work, group_id)
    return _done(_path(group_id), "in_force" if agreement.state_ == "in_force" else "proposed")


@routes.action(f"{TEXT}/take-back", access=signed_in)
def take_back(request: Request, work: UnitOfWork, group_id: UUID) -> Redirect:
    commands.take_back_agreement(work, group_id)
    return _done(_path(group_id), "taken_back")


@routes.action(f"{TEXT}/drop", access=signed_in)
def drop(request: Request, work: UnitOfWork, group_id: UUID) -> Redirect:
    commands.drop_agreement_draft(work, group_id)
    return _done(_path(group_id), "dropped")


@routes.form(LINK, AnswerSchema, "scheduling/agreement_text.html", access=by_link("agreement"))
def linked(request: Request, work: UnitOfWork, token: str) -> dict[str, Any]:
    """Whoever has left the group finds nothing here any more."""
    try:
        found = queries.agreement(work, request.link.record)
    except Forbidden as error:
        raise NotFound() from error
    return _shown(request, found, f"/scheduling/agreement/{token}")


@linked.submit
def accept_linked(request: Request, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    try:
        agreement = commands.accept_agreement(work, request.link.record, **data)
    except Forbidden as error:
        raise NotFound() from error
    return _done(f"/scheduling/agreement/{token}", "in_force" if agreement.state_ == "in_force" else "accepted")


@routes.action(f"{LINK}/no/<int:number>", access=by_link("agreement"))
def decline_linked(request: Request, work: UnitOfWork, token: str, number: int) -> Redirect:
    try:
        commands.decline_agreement(work, request.link.record, number)
    except Forbidden as error:
        raise NotFound() from error
    return _done(f"/scheduling/agreement/{token}", "declined")


def _shown(request: Request, found: AgreementView, path: str) -> dict[str, Any]:
    code = request.args.get("done", "")
    return {
        "found": found,
        "view": found.view,
        "path": path,
        "signed_in": request.link is None,
        "done": code if code in DONE else "",
        "leave_texts": LEAVE_TEXTS,
        "initial": {"number": found.asked.number} if found.asked else {},
    }


def _path(group_id: UUID) -> str:
    return f"/scheduling/groups/{group_id}/agreement/text"


def _done(path: str, code: str) -> Redirect:
    return Redirect(f"{path}?done={code}")
