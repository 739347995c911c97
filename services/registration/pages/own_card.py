"""One's own card: what the person may correct alone."""

from typing import Any

from services.registration.commands.people import correct_own_card
from services.registration.schemas.people import OwnCard
from shared.web import Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
OWN = ("first_name", "last_name", "unit", "job_title", "language")


@routes.form("/registration/own-card", OwnCard, "registration/form.html", access=signed_in)
def own_card(request: Any, work: UnitOfWork) -> dict[str, Any]:
    intro = _(
        "Your employer, e-mail address and roles are corrected by your coordinator, because places and approvals "
        "depend on them."
    )
    initial = {name: getattr(request.person, name) or "" for name in OWN}
    back = "/registration/own-data"
    return {"title": _("Correct your own details"), "intro": intro, "back": back, "send": _("Save"), "initial": initial}


@own_card.submit
def submit_own_card(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    correct_own_card(work, data)
    return Redirect("/registration/own-data")
