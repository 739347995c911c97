"""Pages of the person who registered, by link: confirming the address, how it stands, taking an offered place."""

from typing import Any

from services.registration.commands import approvals, changing
from services.registration.commands import registrations as commands
from services.registration.domain import registration
from services.registration.pages.texts import mine_path
from services.registration.queries import calls
from services.registration.queries import registrations as queries
from services.registration.schemas.registrations import AnotherSupervisor, StatisticsForm
from services.registration.tables import Registration, Statistics
from shared.web import Page, Redirect, Routes, by_link
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
CONFIRM = "/registration/confirm/<token>"
MINE = "/registration/mine/<token>"
OFFER = "/registration/offer/<token>"
confirming, own, offered = by_link("confirm_registration"), by_link("my_registration"), by_link("take_offer")


def own_view(request: Any, work: UnitOfWork) -> dict[str, Any]:
    """The registration that the link is for. Raises NotFound unless it is the link's person's own."""
    return queries.own_registration(work, request.link.record, request.link.person)


def to_mine(request: Any, work: UnitOfWork) -> Redirect:
    """On to the page that tells how the registration stands."""
    return Redirect(mine_path(work, request.link.record, request.link.person))


@routes.page(CONFIRM, access=confirming)
def confirm_page(request: Any, work: UnitOfWork, token: str) -> Page | Redirect:
    mine = own_view(request, work)
    if mine["state"] != "unconfirmed":
        return to_mine(request, work)
    return Page("registration/confirm.html", mine=mine, path=f"/registration/confirm/{token}")


@routes.action(CONFIRM, access=confirming)
def confirm(request: Any, work: UnitOfWork, token: str) -> Redirect:
    own_view(request, work)
    commands.confirm_address(work, request.link.record)
    return to_mine(request, work)


@routes.page(MINE, access=own)
def mine_page(request: Any, work: UnitOfWork, token: str) -> Page:
    mine = own_view(request, work)
    contact = calls.contact_of(work, mine["call_id"])
    answered = work.session.get(Statistics, request.link.person) is not None
    undoable = mine["state"] == "withdrawn" and mine["group"]["is_open"]
    path = f"/registration/mine/{token}"
    found = work.session.get_one(Registration, request.link.record)
    return Page(
        "registration/mine.html",
        mine=mine,
        contact=contact,
        path=path,
        answered=answered,
        undoable=undoable,
        changed=request.args.get("changed", ""),
        may_change=changing.may_change(work, found),
        together=found.call.placing == "together",
        may_withdraw=registration.allowed(mine["state"], "withdraw"),
    )


@routes.action(f"{MINE}/withdraw", access=own)
def withdraw(request: Any, work: UnitOfWork, token: str) -> Redirect:
    own_view(request, work)
    commands.withdraw(work, request.link.record)
    return Redirect(f"/registration/mine/{token}")


@routes.action(f"{MINE}/undo", access=own)
def undo_withdrawal(request: Any, work: UnitOfWork, token: str) -> Redirect:
    own_view(request, work)
    commands.undo_withdrawal(work, request.link.record)
    return Redirect(f"/registration/mine/{token}")


@routes.form(f"{MINE}/supervisor", AnotherSupervisor, "registration/form.html", access=own)
def other_supervisor(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    own_view(request, work)
    intro = _("We ask the one whom you name here. The place that you hold stays yours meanwhile.")
    return {"title": _("Who is your supervisor?"), "intro": intro, "back": f"/registration/mine/{token}"}


@other_supervisor.submit
def submit_supervisor(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    own_view(request, work)
    approvals.name_supervisor(work, request.link.record, data["email"])
    return Redirect(f"/registration/mine/{token}")


@routes.form(f"{MINE}/statistics", StatisticsForm, "registration/form.html", access=own)
def statistics(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    own_view(request, work)
    intro = _(
        "Three questions for statistics. Answering is voluntary. Nobody who runs or joins groups sees your answers: "
        "the network reports only numbers of people."
    )
    known = work.session.get(Statistics, request.link.person)
    return {
        "title": _("For statistics"),
        "intro": intro,
        "back": f"/registration/mine/{token}",
        "initial": known.state() if known else {},
    }


@statistics.submit
def submit_statistics(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    own_view(request, work)
    commands.give_statistics(work, request.link.record, **data)
    return Redirect(f"/registration/mine/{token}")


@routes.page(OFFER, access=offered)
def offer_page(request: Any, work: UnitOfWork, token: str) -> Page | Redirect:
    mine = own_view(request, work)
    if mine["state"] != "offered":
        return to_mine(request, work)
    return Page("registration/offer.html", mine=mine, path=f"/registration/offer/{token}")


@routes.action(OFFER, access=offered)
def take_offer(request: Any, work: UnitOfWork, token: str) -> Redirect:
    own_view(request, work)
    commands.take_offer(work, request.link.record)
    return to_mine(request, work)


@routes.action(f"{OFFER}/refuse", access=offered)
def refuse_offer(request: Any, work: UnitOfWork, token: str) -> Redirect:
    own_view(request, work)
    commands.refuse_offer(work, request.link.record)
    return to_mine(request, work)
