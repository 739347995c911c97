"""Addresses of a group: making and ending them, and what the host of the room sees by one, without signing in."""

from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.pages.context import own
from services.scheduling.schemas.diets import DIET_TEXTS
from shared.web import Page, Redirect, Routes, anyone, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")
ADDRESS = "/scheduling/groups/<uuid:group_id>/addresses/<purpose>"


@routes.action(ADDRESS, access=signed_in)
def make_address(request: Request, work: UnitOfWork, group_id: UUID, purpose: str) -> Redirect:
    commands.renew_group_address(work, group_id, purpose)
    return Redirect(own(group_id).done("address_made"))


@routes.action(f"{ADDRESS}/end", access=signed_in)
def end_address(request: Request, work: UnitOfWork, group_id: UUID, purpose: str) -> Redirect:
    commands.end_group_address(work, group_id, purpose)
    return Redirect(own(group_id).done("address_ended"))


@routes.page("/scheduling/host/<secret>", access=anyone)
def host(request: Request, work: UnitOfWork, secret: str) -> Page:
    view = queries.group_of_address(work, secret, "host")
    return Page("scheduling/host.html", view=view, lent=queries.lent(view), diets=DIET_TEXTS)
