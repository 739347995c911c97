"""Pages for everybody: the calls, one call, the form. No sign-in."""

from typing import Any
from uuid import UUID

from services.registration.commands import registrations as commands
from services.registration.domain import deadlines
from services.registration.domain.errors import RegistrationNotOpen
from services.registration.pages.texts import group_choices, local
from services.registration.queries import calls as queries
from services.registration.schemas.registrations import RegisterForm
from shared.errors import NotFound
from shared.web import Page, Redirect, Routes, Step, anyone
from shared.web.formats import sort_key
from shared.web.i18n import language
from shared.work import UnitOfWork

routes = Routes("registration")
CALL = "/registration/calls/<uuid:call_id>"


@routes.page("/registration/calls", access=anyone)
def calls_page(request: Any, work: UnitOfWork) -> Page:
    calls = queries.public_calls(work)
    current = [each for each in calls if each["state"] in {"published", "open"} or any_open(each)]
    return Page("registration/calls.html", current=current, past=[each for each in calls if each not in current])


def any_open(call: dict[str, Any]) -> bool:
    """Whether somebody can still register to a group of the call."""
    return any(each["is_open"] for each in call["groups"])


@routes.page(CALL, access=anyone)
def call_page(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    call = queries.public_call(work, call_id)
    return Page("registration/call.html", call=call, is_open=any_open(call))


@routes.form(f"{CALL}/register", RegisterForm, "registration/register.html", access=anyone)
def register(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = queries.public_call(work, call_id)
    if not (groups := group_choices(call["groups"])):
        raise RegistrationNotOpen()
    members = [slug for slug in work.network.organisations if slug != work.network.slug]
    named = [(slug, work.network.organisations[slug].name(language(), work.today)) for slug in members]
    chosen = groups[0][0] if len(groups) == 1 else request.args.get("group")
    return {
        "call": call,
        "groups": groups,
        "employers": sorted(named, key=lambda each: sort_key(each[1])),
        "initial": {"language": language(), "group_id": chosen, "step": "check"},
    }


@register.submit
def submit_registration(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect | Step:
    context = register(request, work, call_id)
    if str(data["group_id"]) not in {each[0] for each in context["groups"]}:
        raise NotFound()
    if data["step"] == "send":
        commands.register(work, data)
        return Redirect(f"/registration/calls/{call_id}/thanks")
    form = request.form
    form.context = context
    form.typed["step"] = ["send" if data["step"] == "check" else "check"]
    template = "registration/check.html" if data["step"] == "check" else "registration/register.html"
    return Step(template, form=form, data=data, **context)


@routes.page(f"{CALL}/thanks", access=anyone)
def thanks(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    call = queries.public_call(work, call_id)
    confirm_by = deadlines.confirm_by(work.now)
    return Page("registration/thanks.html", call=call, title=local(call["title"]), confirm_by=confirm_by)
