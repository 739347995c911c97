"""What is asked of a report, and how it is answered in JSON."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.reporting.domain.report import Report, Row
from services.reporting.schemas.words import COLUMNS, NOTES, REPORTS
from shared.web.i18n import lazy as N_


class QuestionSchema(Schema):
    """The choices above a report."""

    year = fields.Integer(
        allow_none=True,
        load_default=None,
        validate=validate.Range(min=2000, max=2100),
        metadata={
            "label": N_("Year"),
            "hint": N_("For example 2013. A school year goes by its first year. Empty: all years."),
            "description": "reporting, accounting or school year (its first calendar year); left out: all",
        },
    )
    as_of = fields.Date(
        allow_none=True,
        load_default=None,
        metadata={"label": N_("As known at the end of"), "description": "as-of day; left out: today"},
    )
    published = fields.Boolean(
        load_default=False,
        metadata={"label": N_("For publication: small counts are withheld"), "description": "small-cell rule"},
    )


class ColumnSchema(Schema):
    """One column."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "what its values are: count, hours, person …"})


class ReportSchema(Schema):
    """A report. Withheld figures are the texts `<5` and `..`; hours are numbers with at most two decimals."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    definition = fields.String(required=True)
    as_of = fields.Date(required=True)
    year = fields.Integer(allow_none=True)
    published = fields.Boolean(required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True)
    rows = fields.List(fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)), required=True)
    total = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True)
    names = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "names of the persons, groups and organisations in the rows, by id or slug"},
    )
    notes = fields.List(fields.String(), required=True)


class KindSchema(Schema):
    """A report that may be asked for."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    years = fields.String(required=True, metadata={"description": "reporting, accounting or school"})
    publishable = fields.Boolean(required=True)


def report_json(report: Report, names: Mapping[str, str], year: int | None, published: bool) -> dict[str, Any]:
    """A report as the values that ReportSchema dumps."""
    words = REPORTS[report.kind]
    return {
        "kind": report.kind,
        "title": str(words.title),
        "definition": str(words.definition),
        "as_of": report.as_of,
        "year": year,
        "published": published,
        "columns": [
            {"code": each.code, "title": str(COLUMNS[each.code]), "kind": each.kind} for each in report.columns
        ],
        "rows": [plain_row(each) for each in report.rows],
        "total": report.total and plain_row(report.total),
        "names": dict(names),
        "notes": [str(NOTES[each]) for each in report.notes],
    }


def plain_row(row: Row) -> dict[str, Any]:
    """A row as JSON values: hours as numbers, ids and dates as texts."""
    return {code: _value(value) for code, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, UUID | date) else value
