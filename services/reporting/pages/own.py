"""One's own page: attendance, certificates, VESO days, and a mentor's hours."""

from typing import Any
from uuid import UUID

from services.reporting import commands
from services.reporting.pages import shown
from services.reporting.queries import own
from services.reporting.queries.names import names_in
from services.reporting.schemas.own import ArrangementSchema
from services.reporting.schemas.words import CODES
from shared.errors import Forbidden
from shared.web import Page, Redirect, Routes, by_link, signed_in
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("reporting")
PATH = "/reporting/mine"


@routes.page(PATH, access=signed_in)
def own_page(request: Request, work: UnitOfWork) -> Page:
    """Everything that reporting knows of the reader."""
    person = request.person.id
    mentoring = own.hours_of_mentor(work, person)
    return Page(
        "reporting/mine.html",
        seats=own.seats(work, person),
        credits=own.credits(work, person),
        codes=CODES,
        is_mentor=_is_mentor(request, work) or bool(mentoring.rows),
        mentoring=shown.cards(mentoring, names_in(work, mentoring, request.language)),
        arrangement=own.arrangement_records(work, person),
        recorded="recorded" in request.args,
    )


@routes.form(f"{PATH}/arrangement", ArrangementSchema, "reporting/arrangement.html", access=signed_in)
def arrangement(request: Request, work: UnitOfWork) -> dict[str, Any]:
    """The form for hours of arranging."""
    if not _is_mentor(request, work):
        raise Forbidden()
    return {"title": _("Record hours of arranging"), "send": _("Record the hours"), "initial": {"date": work.today}}


@arrangement.submit
def submit_arrangement(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    commands.record_arrangement(work, data["date"], data["what"], data["hours"])
    return Redirect(f"{PATH}?recorded")


@routes.action(f"{PATH}/arrangement/<uuid:record_id>/remove", access=signed_in)
def remove(request: Request, work: UnitOfWork, record_id: UUID) -> Redirect:
    """Take a record back."""
    commands.remove_arrangement(work, record_id)
    return Redirect(PATH)


@routes.page("/reporting/certificates/<uuid:group_id>", access=signed_in)
def own_certificate(request: Request, work: UnitOfWork, group_id: UUID) -> Page:
    """One's own certificate of a group."""
    return Page("reporting/certificate.html", certificate=own.certificate(work, request.person.id, group_id))


@routes.page("/reporting/certificate/<token>", access=by_link("certificate"))
def certificate_by_link(request: Request, work: UnitOfWork, token: str) -> Page:
    """The certificate that a mail's link leads to, without sign-in."""
    found = own.certificate(work, request.link.person, request.link.record)
    return Page("reporting/certificate.html", certificate=found)


def _is_mentor(request: Request, work: UnitOfWork) -> bool:
    return bool(request.person.has_role("mentor", on=work.today))
