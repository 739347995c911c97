"""The days: moved, not kept, kept after all. A day counts as kept unless somebody says otherwise."""

from typing import Any
from uuid import UUID

from services.shadowing import commands
from services.shadowing.pages.doors import Place, action, form
from services.shadowing.pages.shown import period_context
from services.shadowing.schemas.forms import MoveSchema, PlaceDaySchema
from shared.errors import NotFound
from shared.web import Redirect
from shared.web.formats import show_date
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_move(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place, day_id: UUID) -> Redirect:
    """Move the day."""
    commands.move_day(work, place.period_id, day_id, data["date"])
    return place.after("moved")


@form("/days/<uuid:day_id>/move", MoveSchema, "shadowing/form.html", submit_move)
def move_day(request: Request, work: UnitOfWork, place: Place, day_id: UUID) -> dict[str, Any]:
    """The form for the new date."""
    context = period_context(request, work, place)
    title = _("Move the day {date}", date=show_date(_day(context, day_id)["date"]))
    intro = _("Agree on the new day with your colleague first. Nobody needs to approve a move.")
    return {**context, "title": title, "intro": intro, "send": _("Move")}


def submit_place(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place, day_id: UUID) -> Redirect:
    """Say how, where and when."""
    commands.place_day(work, place.period_id, day_id, data)
    return place.after("placed")


@form("/days/<uuid:day_id>/place", PlaceDaySchema, "shadowing/form.html", submit_place)
def place_day(request: Request, work: UnitOfWork, place: Place, day_id: UUID) -> dict[str, Any]:
    """The form for how, where and when."""
    context = period_context(request, work, place)
    day = _day(context, day_id)
    title = _("The day {date}: what, where, when", date=show_date(day["date"]))
    intro = _("A day that is planned is a day that comes true. Leave open what you do not know yet.")
    return {**context, "title": title, "intro": intro, "initial": day, "send": _("Save")}


def _day(context: dict[str, Any], day_id: UUID) -> dict[str, Any]:
    for each in context["period"]["days"]:
        if each["id"] == day_id:
            return dict(each)
    raise NotFound


@action("/days/<uuid:day_id>/miss")
def miss_day(request: Request, work: UnitOfWork, place: Place, day_id: UUID) -> Redirect:
    commands.miss_day(work, place.period_id, day_id)
    return place.after("missed")


@action("/days/<uuid:day_id>/keep")
def keep_day(request: Request, work: UnitOfWork, place: Place, day_id: UUID) -> Redirect:
    commands.keep_day(work, place.period_id, day_id)
    return place.after("kept")
