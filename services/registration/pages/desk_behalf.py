"""The coordinator registers somebody, or gives a place to a colleague of somebody who cannot come."""

from typing import Any
from uuid import UUID

from services.registration.commands import replacing
from services.registration.pages.screens import employer_choices
from services.registration.queries import calls, registrations
from services.registration.schemas.moves import OnBehalf, Replacement
from shared.web import Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")
GROUP = "/registration/desk/groups/<uuid:group_id>"
REGISTRATION = "/registration/desk/registrations/<uuid:registration_id>"


def _form(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = calls.group_view(work, group_id)
    call = calls.public_call(work, group["call_id"])
    work.actor.require("write", "registration", call["organisation"])
    return {
        "group_name": local(group["name"]),
        "back": f"/registration/desk/groups/{group_id}",
        "employers": employer_choices(work, call),
        "initial": {"language": work.network.languages[0]},
    }


@routes.form(f"{GROUP}/register", OnBehalf, "registration/form.html", access=signed_in)
def register_for(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    form = _form(work, group_id)
    return form | {
        "title": _("Register somebody: {group}", group=form["group_name"]),
        "intro": _(
            "The person gets a mail and confirms the address by a link; the supervisor is asked after that. "
            "After the deadline the registration is marked as late."
        ),
        "send": _("Register the person"),
    }


@register_for.submit
def submit_register(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    replacing.register_for(work, data | {"group_id": group_id})
    return Redirect(f"/registration/desk/groups/{group_id}")


@routes.form(f"{REGISTRATION}/replace", Replacement, "registration/form.html", access=signed_in)
def replace(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    one = registrations.registration_view(work, registration_id)
    return _form(work, one["offered_group_id"] or one["group_id"]) | {
        "title": _("Who comes instead of {name}?", name=one["person"]["name"]),
        "intro": _(
            "{name} gives up the place and gets a mail about it. The colleague confirms the address by a link, and "
            "the supervisor is asked. While somebody waits for the group, the place goes to the queue instead.",
            name=one["person"]["name"],
        ),
        "send": _("Give the place to the colleague"),
    }


@replace.submit
def submit_replacement(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> Redirect:
    because = data.pop("reason")
    new = replacing.replace_person(work, registration_id, data, because)
    return Redirect(f"/registration/desk/groups/{new.group_id}")
