"""The JSON API: reports, and what one sees of oneself."""

from typing import Any
from uuid import UUID

from services.reporting import commands
from services.reporting.queries import own, reports
from services.reporting.queries.names import names_in
from services.reporting.schemas.own import ArrangementSchema, OwnSchema
from services.reporting.schemas.reports import KindSchema, QuestionSchema, ReportSchema, plain_row, report_json
from services.reporting.schemas.words import REPORTS
from services.reporting.tables import ArrangementHours
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("reporting")
PATH = "/api/reporting/v1"


@routes.api(
    "GET",
    f"{PATH}/reports",
    response=KindSchema(many=True),
    access=signed_in,
    summary="The reports that you may see",
)
def list_reports(request: Request, work: UnitOfWork) -> list[dict[str, Any]]:
    return [_kind(each) for each in reports.available(work)]


@routes.api(
    "GET",
    f"{PATH}/reports/<kind>",
    query=QuestionSchema,
    response=ReportSchema,
    access=signed_in,
    summary="A report as known at the end of a day",
)
def get_report(request: Request, work: UnitOfWork, kind: str) -> dict[str, Any]:
    asked = request.query_data
    question = reports.Question(asked["as_of"] or work.today, asked["year"], asked["published"])
    found = reports.report(work, kind, question)
    return report_json(found, names_in(work, found, request.language), question.year, question.published)


@routes.api(
    "GET",
    f"{PATH}/mine",
    response=OwnSchema,
    access=signed_in,
    summary="Your own attendance, VESO days and hours as a mentor",
)
def get_own(request: Request, work: UnitOfWork) -> dict[str, Any]:
    person = request.person.id
    return {
        "seats": own.seats(work, person),
        "veso": own.credits(work, person),
        "mentor_hours": [plain_row(each) for each in own.hours_of_mentor(work, person).rows],
        "arrangement": own.arrangement_records(work, person),
    }


@routes.api(
    "POST",
    f"{PATH}/mine/arrangement",
    body=ArrangementSchema,
    response=ArrangementSchema,
    status=201,
    access=signed_in,
    summary="Record hours that you used for arranging as a mentor",
)
def record_arrangement(request: Request, work: UnitOfWork, data: dict[str, Any]) -> ArrangementHours:
    return commands.record_arrangement(work, data["date"], data["what"], data["hours"])


@routes.api(
    "DELETE",
    f"{PATH}/mine/arrangement/<uuid:record_id>",
    access=signed_in,
    summary="Take back hours that you recorded",
)
def remove_arrangement(request: Request, work: UnitOfWork, record_id: UUID) -> None:
    commands.remove_arrangement(work, record_id)


def _kind(code: str) -> dict[str, Any]:
    kind, words = reports.KINDS[code], REPORTS[code]
    return {
        "kind": code,
        "title": str(words.title),
        "summary": str(words.summary),
        "years": kind.years,
        "publishable": kind.publishable,
    }
