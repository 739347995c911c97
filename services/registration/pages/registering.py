"""The form of a person who registers, a screen at a time, without sign-in and without JavaScript.

Guaranteed: what was typed goes along from screen to screen, forwards and backwards, and nothing is stored before
"Send the registration", unless the person saves the form to continue by link.
"""

from typing import Any
from uuid import UUID

from services.registration.commands import registrations as commands
from services.registration.commands import saved as saving
from services.registration.commands.answers import require_supervisor
from services.registration.domain.errors import RegistrationNotOpen
from services.registration.pages.screens import Asked, asked_of
from services.registration.pages.texts import group_choices
from services.registration.queries import calls as queries
from services.registration.queries import prefill
from services.registration.schemas.registering import SCREENS, RegisterForm, form_with
from services.registration.tables import Call, SavedForm
from shared.errors import NotFound
from shared.web import Page, Redirect, Routes, Step, anyone, by_link
from shared.work import UnitOfWork

routes = Routes("registration")
CALL = "/registration/calls/<uuid:call_id>"
TEMPLATE = "registration/register.html"
continuing = by_link("continue_registration")


def register_form(work: UnitOfWork, call_id: UUID) -> RegisterForm:
    """The form with the call's own questions."""
    call = work.session.get(Call, call_id)
    return form_with(call.questions if call else ())


@routes.form(f"{CALL}/register", register_form, TEMPLATE, access=anyone)
def register(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    asked = _asked(request, work, call_id)
    if request.form is not None:
        return asked.context(request.form, _screen_with_fault(request.form) or request.form.typed_of("step")[-1:])
    initial = _initial(request, work, asked)
    return asked.context(None, initial.get("step"), initial) | {"initial": initial}


def _asked(request: Any, work: UnitOfWork, call_id: UUID) -> Asked:
    call = queries.public_call(work, call_id)
    if not group_choices(call["groups"]):
        raise RegistrationNotOpen()
    return asked_of(work, call)


def _initial(request: Any, work: UnitOfWork, asked: Asked) -> dict[str, Any]:
    token = request.args.get("saved", "")
    if token:
        kept = saving.saved_form(work, asked.call["id"], token).typed
        return {name: values for name, values in kept.items() if name != "go"} | {"saved": [token]}
    wanted = request.args.get("group", "")
    chosen = asked.choices[0][0] if len(asked.choices) == 1 else wanted
    group = {"group_id": chosen} if chosen in asked.by_id else {}
    first = "when" if group and not asked.together else "group"
    return prefill.of_reader(work, request.person, request.language) | group | {"step": first}


def _screen_with_fault(form: Any) -> list[str]:
    schema: RegisterForm = form.schema
    return [each for each in SCREENS if set(schema.screen(each)) & set(form.errors)][:1]


@register.submit
def submit_registration(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect | Step:
    asked, form = _asked(request, work, call_id), request.form
    form.context = asked.context(form, data["step"])
    match data["go"]:
        case "save":
            kept = saving.save_form(work, call_id, form.typed, data["saved"])
            return Redirect(f"/registration/saved/{saving.token_of(work, kept)}")
        case "":
            return _go_on(request, work, asked, data)
        case screen:
            return Step(TEMPLATE, form=form, **asked.context(form, screen))


def _go_on(request: Any, work: UnitOfWork, asked: Asked, data: dict[str, Any]) -> Redirect | Step:
    if str(data["group_id"]) not in asked.by_id:
        raise NotFound()
    if data["step"] == "check":
        saving.count_sending(work, request.client_address)
        commands.register(work, data)
        saving.forget_saved(work, asked.call["id"], data["saved"])
        return Redirect(f"/registration/calls/{asked.call['id']}/thanks")
    if data.get("email") and data.get("employer"):
        require_supervisor(work, data)
    following = asked.after(data["step"], request.form)
    return Step(TEMPLATE, form=request.form, data=data, **asked.context(request.form, following))


@routes.page("/registration/saved/<token>", access=continuing)
def saved_page(request: Any, work: UnitOfWork, token: str) -> Page:
    kept = _saved(request, work)
    address = f"{request.base_url}/registration/continue/{token}"
    return Page("registration/saved.html", address=address, until=kept.good_until, call_id=kept.call_id)


@routes.page("/registration/continue/<token>", access=continuing)
def continue_form(request: Any, work: UnitOfWork, token: str) -> Redirect:
    return Redirect(f"/registration/calls/{_saved(request, work).call_id}/register?saved={token}")


def _saved(request: Any, work: UnitOfWork) -> SavedForm:
    found = work.session.get(SavedForm, request.link.record)
    if found is None:
        raise NotFound()
    return found
