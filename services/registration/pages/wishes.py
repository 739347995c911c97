"""What members tell the mentor: the member's form by link, and the mentor's page."""

from typing import Any
from uuid import UUID

from services.registration.commands import wishes as commands
from services.registration.pages.mine import MINE, own, own_view
from services.registration.queries import wishes as queries
from services.registration.schemas.registrations import WishesForm
from services.registration.tables import Registration
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.form(f"{MINE}/wishes", WishesForm, "registration/form.html", access=own)
def wishes(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    own_view(request, work)
    known = work.session.get_one(Registration, request.link.record)
    return {
        "title": _("To the mentor"),
        "intro": _("Voluntary. Only the mentor of your group reads it; leave a field empty to take it back."),
        "back": f"/registration/mine/{token}",
        "initial": {"themes": known.themes, "expectations": known.expectations},
    }


@wishes.submit
def submit_wishes(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    own_view(request, work)
    commands.tell_mentor(work, request.link.record, data["themes"], data["expectations"])
    return Redirect(f"/registration/mine/{token}")


@routes.page("/registration/leading/groups/<uuid:group_id>", access=signed_in)
def led_group(request: Any, work: UnitOfWork, group_id: UUID) -> Page:
    group, told = queries.wishes_of(work, group_id)
    return Page("registration/wishes.html", group=group, told=told)
