"""Writing to the people of a call by their role: write, see how many get it, send; and what was sent."""

from typing import Any
from uuid import UUID

from services.registration.commands import bulletins as commands
from services.registration.queries import bulletins as queries
from services.registration.queries import calls
from services.registration.schemas.bulletins import AUDIENCE_NAMES, BulletinForm
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import local
from shared.web.results import Step
from shared.work import UnitOfWork

routes = Routes("registration")
CALL = "/registration/desk/calls/<uuid:call_id>"
TEMPLATE = "registration/bulletin.html"


def _context(work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = commands.call_to_write_to(work, call_id)
    numbers = commands.numbers_of(work, call)
    groups = sorted((each for each in call.groups if each.state_name != "cancelled"), key=lambda each: each.created_at)
    return {
        "call": call,
        "audiences": [(each, f"{name} ({numbers[each]})") for each, name in AUDIENCE_NAMES.items()],
        "groups": [(str(each.id), local(each.name)) for each in groups],
        "receivers": 0,
    }


@routes.form(f"{CALL}/write", BulletinForm, TEMPLATE, access=signed_in)
def write(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    return _context(work, call_id) | {"initial": {"group_id": request.args.get("group", "")[:40]}}


@write.submit
def submit_bulletin(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect | Step:
    if data["step"] == "send":
        sent = commands.send_bulletin(work, call_id, data)
        return Redirect(f"/registration/desk/calls/{call_id}/messages?sent={len(sent.receiver_ids)}")
    context = _context(work, call_id)
    form = request.form
    form.context = context
    if data["step"] == "look":
        call = commands.call_to_write_to(work, call_id)
        context["receivers"] = len(commands.receivers_of(work, call, data["audience"], data["group_id"]))
    return Step(TEMPLATE, form=form, data=data, names=AUDIENCE_NAMES, **context)


@routes.page(f"{CALL}/messages", access=signed_in)
def sent(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    return Page(
        "registration/bulletins.html",
        found=queries.bulletins_of(work, call_id),
        call=calls.visible_call(work, call_id),
        names=AUDIENCE_NAMES,
        just_sent=request.args.get("sent", default=0, type=int) or 0,
        may_write=work.actor.may("write", "registration", calls.visible_call(work, call_id).organisation),
    )
