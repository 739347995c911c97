"""The directory's page: look somebody up, take the people along as a sheet."""

from typing import Any

from services.registration.pages.texts import taken_along
from services.registration.queries import people as queries
from shared.web import Download, Page, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
PEOPLE = "/registration/people"


@routes.page(PEOPLE, access=signed_in)
def directory(request: Any, work: UnitOfWork) -> Page:
    words, organisation = request.args.get("q", "")[:200], request.args.get("employer", "")
    page = request.args.get("page", default=1, type=int) or 1
    page = min(max(page, 1), 100_000)
    found, count = queries.page_of(work, words, organisation, page)
    slugs = queries.readable(work)
    return Page(
        "registration/people.html",
        people=found,
        count=count,
        words=words,
        employer=organisation,
        employers=[(each, work.network.organisations[each].name(request.language, work.today)) for each in slugs],
        page=page,
        pages=-(-count // queries.PAGE),
        packages=[each for each in slugs if work.actor.may("write", "contact_details", each)],
    )


@routes.page(f"{PEOPLE}/csv", access=signed_in)
def export(request: Any, work: UnitOfWork) -> Download:
    about = taken_along(request, work, _("The directory of people, for keeping the lists of staff up to date."))
    body = queries.exported(work, request.args.get("q", "")[:200], request.args.get("employer", ""), about)
    return Download(body, "text/csv; charset=utf-8", f"henkilot-{work.today.isoformat()}.csv")
