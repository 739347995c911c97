"""The list of reports, a report as a table, and the same as a file."""

from typing import Any

from marshmallow import ValidationError

from services.reporting.domain.report import Report
from services.reporting.domain.sheet import csv_file
from services.reporting.pages import shown
from services.reporting.queries import reports
from services.reporting.queries.names import names_in
from services.reporting.schemas.reports import QuestionSchema
from services.reporting.schemas.words import REPORTS
from shared.web import Download, Page, Routes, signed_in
from shared.web.formats import show_date, show_date_time
from shared.web.forms import Form
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("reporting")
PATH = "/reporting/reports"
FIRST = 6  # decision 30: no more to begin with


@routes.page(PATH, access=signed_in)
def list_reports(request: Request, work: UnitOfWork) -> Page:
    """Every report that the reader may see, with a sentence on each."""
    found = [(f"{PATH}/{each}", REPORTS[each]) for each in reports.available(work)]
    return Page("reporting/reports.html", first=found[:FIRST], more=found[FIRST:])


@routes.page(f"{PATH}/<kind>", access=signed_in)
def show_report(request: Request, work: UnitOfWork, kind: str) -> Page:
    """A report with the choices above it; with a faulty choice the choices alone."""
    form = Form(QuestionSchema())
    try:
        question = _question(form, request, work)
    except ValidationError:
        return Page("reporting/report.html", 422, form=form, kind=_kind(kind), report=None)
    report = reports.report(work, kind, question)
    return Page(
        "reporting/report.html",
        form=form,
        kind=_kind(kind),
        report=report,
        head=shown.head(report),
        body=shown.body(report, names_in(work, report, request.language)),
        numeric=shown.numeric_places(report),
        notes=shown.notes(report),
        made=_made(request, work),
        file=f"{PATH}/{kind}/csv?{request.http.query_string.decode('ascii', 'replace')}",
    )


@routes.page(f"{PATH}/<kind>/csv", access=signed_in)
def download_report(request: Request, work: UnitOfWork, kind: str) -> Download:
    """The report for a spreadsheet; below the figures stand the definition, the as-of day and who made it."""
    question = _question(Form(QuestionSchema()), request, work)
    report = reports.report(work, kind, question)
    about = [*_about(report), *shown.notes(report), _made(request, work)]
    lines = shown.sheet(report, names_in(work, report, request.language), about)
    return Download(csv_file(lines), "text/csv; charset=utf-8", f"{kind}-{report.as_of.isoformat()}.csv")


def _question(form: Form, request: Request, work: UnitOfWork) -> reports.Question:
    form.receive(request.args)
    asked = form.load()
    form.fill({"as_of": work.today})
    return reports.Question(asked["as_of"] or work.today, asked["year"], asked["published"])


def _kind(code: str) -> dict[str, Any]:
    """What the page must know of a kind. Raises NotFound."""
    found = reports.kind(code)
    return {"code": code, "words": REPORTS[code], "publishable": found.publishable}


def _about(report: Report) -> list[str]:
    title = shown.title(report)
    return [f"{title}. {_('As known at the end of {date}.', date=show_date(report.as_of))}", _definition(report)]


def _definition(report: Report) -> str:
    return str(REPORTS[report.kind].definition)


def _made(request: Request, work: UnitOfWork) -> str:
    return _("Made by {name} on {instant}.", name=request.person.name, instant=show_date_time(work.now))
