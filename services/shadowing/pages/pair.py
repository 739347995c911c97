"""My periods, inviting a colleague, answering an invitation, the pair's own page, withdrawing."""

from typing import Any
from uuid import UUID

from services.shadowing import commands, queries
from services.shadowing.domain import forms
from services.shadowing.pages.doors import Place, action, form, own_page, page, routes
from services.shadowing.pages.shown import (
    names_of,
    period_context,
    period_page,
    steps_of,
    title_of,
    titled,
    workplaces,
)
from services.shadowing.schemas.forms import InvitationSchema, PersonSchema, WithdrawSchema
from services.shadowing.schemas.states import STATES
from shared.web import Page, Redirect, by_link, signed_in
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

INVITATION = "/shadowing/invitation/<token>"


@routes.page("/shadowing/periods", access=signed_in)
def my_periods(request: Request, work: UnitOfWork) -> Page:
    """All of one's own periods, and the calls into which one may invite."""
    rows = [{**each, "pair": " – ".join(names_of(each)), "steps": steps_of(each)} for each in queries.my_periods(work)]
    calls = [{**each, "name": title_of(each)} for each in queries.open_calls(work)]
    empty_forms = [(each.name, titled(each)) for each in (forms.PLAN, forms.GOALS, forms.FOLLOWUP)]
    return Page("shadowing/periods.html", rows=rows, calls=calls, states=STATES, empty_forms=empty_forms)


@routes.form("/shadowing/calls/<uuid:call_id>/invite", InvitationSchema, "shadowing/invite.html", access=signed_in)
def invite(request: Request, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """The form that asks for the colleague."""
    call = queries.open_call(work, call_id)
    chosen = [each for each in queries.list_of(work, call_id) if str(each["id"]) == request.args.get("from")]
    initial = {"kind": "work_pair"} | (_invited(chosen[0]) if chosen else {})
    return {"call": call, "name": title_of(call), "workplaces": workplaces(work), "initial": initial}


def _invited(row: dict[str, Any]) -> dict[str, Any]:
    """Somebody of the list, as the form asks for a colleague."""
    first_name, _space, last_name = row["name"].partition(" ")
    return {
        "first_name": first_name,
        "last_name": last_name,
        "email": row["email"],
        "organisation": row["organisation"],
    }


@invite.submit
def submit_invite(request: Request, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    period = commands.invite_partner(work, call_id, data)
    return Redirect(f"/shadowing/periods/{period.id}?done=invited")


@page()
def show_period(request: Request, work: UnitOfWork, place: Place) -> Page:
    """The pair's own page: where we are, what is next, by when, by whom."""
    return period_page(request, work, place)


@routes.page(INVITATION, access=by_link("accept_invitation"))
def invitation(request: Request, work: UnitOfWork, token: str) -> Page:
    """Who invites, into what, and two buttons."""
    place = Place(request.link.record, request.path)
    context = period_context(request, work, place)
    return Page("shadowing/invitation.html", call_name=title_of(context["period"]["call"]), **context)


@routes.action(f"{INVITATION}/accept", access=by_link("accept_invitation"))
def accept_by_link(request: Request, work: UnitOfWork, token: str) -> Redirect:
    """Accept, and go on by a link of one's own to the pair's page."""
    period = commands.accept_invitation(work, request.link.record)
    own = own_page(request, work, Place(period.id, request.path))
    return Redirect(f"{own}?done=accepted")


@routes.action(f"{INVITATION}/decline", access=by_link("accept_invitation"))
def decline_by_link(request: Request, work: UnitOfWork, token: str) -> Redirect:
    commands.decline_invitation(work, request.link.record)
    return Redirect(f"/shadowing/invitation/{token}?done=declined")


@action("/accept-invitation")
def accept_invitation(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.accept_invitation(work, place.period_id)
    return place.after("accepted")


@action("/decline-invitation")
def decline_invitation(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.decline_invitation(work, place.period_id)
    return place.after("declined")


def submit_supervisor(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Name one's own supervisor."""
    commands.name_supervisor(work, place.period_id, data)
    return place.after("supervisor_named")


@form("/supervisor", PersonSchema, "shadowing/form.html", submit_supervisor)
def name_supervisor(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form for a supervisor whom the system does not know."""
    intro = _("Who answers for you? If your own supervisor is your pair, name the next level.")
    context = period_context(request, work, place)
    return {**context, "title": _("Name your supervisor"), "intro": intro, "send": _("Save")}


def submit_withdrawal(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Withdraw."""
    commands.withdraw(work, place.period_id, data.get("reason"))
    return place.after("withdrawn")


@form("/withdraw", WithdrawSchema, "shadowing/withdraw.html", submit_withdrawal)
def withdraw(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """What withdrawing means, before it is done."""
    return period_context(request, work, place)


@action("/undo-withdrawal")
def undo_withdrawal(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.undo_withdrawal(work, place.period_id)
    return place.after("resumed")
