"""Where no registration runs: the people and calls of one's own, and a checklist of what is still missing."""

from typing import Any

from sqlalchemy import func, select

from services.shadowing import commands, queries
from services.shadowing.pages.doors import routes
from services.shadowing.pages.shown import title_of
from services.shadowing.schemas.alone import CallFormSchema, PeopleSchema
from shared.people import Person
from shared.web import Page, Redirect, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.i18n import lazy as N_
from shared.web.request import Request
from shared.work import UnitOfWork

DONE = {"people": N_("The people are entered"), "call": N_("The call is open")}


@routes.page("/shadowing/own", access=signed_in)
def own(request: Request, work: UnitOfWork) -> Page:
    """What there is, and the first step that is missing."""
    slugs = commands.managed(work)
    count = select(func.count()).where(Person.organisation.in_(slugs), ~Person.gone)
    done = DONE.get(request.args.get("done", ""))
    calls = [{**each, "name": title_of(each)} for each in queries.open_calls(work)]
    return Page(
        "shadowing/own.html",
        people=work.session.scalar(count) or 0,
        calls=calls,
        done=str(done) if done else "",
    )


@routes.form("/shadowing/own/people", PeopleSchema, "shadowing/own_form.html", access=signed_in)
def people(request: Request, work: UnitOfWork) -> dict[str, Any]:
    """The form for people, one on each line."""
    intro = _("They can sign in with their address, invite a colleague, and be found by their address.")
    return {**_choices(work), "title": _("Enter people"), "intro": intro, "send": _("Enter")}


@people.submit
def submit_people(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    commands.add_people(work, data["organisation"], data["people"])
    return Redirect("/shadowing/own?done=people")


@routes.form("/shadowing/own/calls", CallFormSchema, "shadowing/own_form.html", access=signed_in)
def call(request: Request, work: UnitOfWork) -> dict[str, Any]:
    """The form for a call."""
    intro = _("Pairs apply in a call. You answer questions about it, and decide.")
    initial = {"period_days": 5}
    return {**_choices(work), "title": _("Open a call"), "intro": intro, "send": _("Open"), "initial": initial}


@call.submit
def submit_call(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    commands.open_own_call(work, data)
    return Redirect("/shadowing/own?done=call")


def _choices(work: UnitOfWork) -> dict[str, Any]:
    found = commands.managed(work)
    return {"managed": [(each, work.network.organisations[each].name(language(), work.today)) for each in found]}
