"""Looking for a partner: who is on the list of a call, joining it, asking for help, leaving it."""

from typing import Any
from uuid import UUID

from services.shadowing import commands, queries
from services.shadowing.pages.doors import routes
from services.shadowing.pages.shown import title_of
from services.shadowing.schemas.forms import SearchSchema
from shared.web import Page, Redirect, signed_in
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

PARTNERS = "/shadowing/calls/<uuid:call_id>/partners"


@routes.page(PARTNERS, access=signed_in)
def partners(request: Request, work: UnitOfWork, call_id: UUID) -> Page:
    """Those who look for a partner, each with a button that invites."""
    call = queries.open_call(work, call_id)
    done = {
        "looking": _("You are looking for a partner now"),
        "left": _("You have stopped looking"),
    }.get(request.args.get("done", ""), "")
    return Page(
        "shadowing/partners.html",
        call=call,
        name=title_of(call),
        rows=queries.list_of(work, call_id),
        own=queries.own_search(work, call_id),
        done=done,
    )


@routes.form(f"{PARTNERS}/look", SearchSchema, "shadowing/look.html", access=signed_in)
def look(request: Request, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """On the list, with the project manager's help, or both."""
    call = queries.open_call(work, call_id)
    own = queries.own_search(work, call_id)
    return {"call": call, "name": title_of(call), "initial": own or {"listed": True}, "own": own}


@look.submit
def submit_look(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    commands.look_for_partner(work, call_id, data)
    return Redirect(f"/shadowing/calls/{call_id}/partners?done=looking")


@routes.action(f"{PARTNERS}/leave", access=signed_in)
def leave(request: Request, work: UnitOfWork, call_id: UUID) -> Redirect:
    commands.stop_looking(work, call_id)
    return Redirect(f"/shadowing/calls/{call_id}/partners?done=left")
