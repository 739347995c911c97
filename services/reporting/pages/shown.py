"""A report as people read it: texts for a page, typed cells for a spreadsheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from services.reporting.domain.report import Column, Hidden, Report, Row, Value
from services.reporting.domain.sheet import Cell
from services.reporting.schemas.words import CODES, COLUMNS, NOTES, REPORTS
from shared.web.formats import show_date, sort_key
from shared.web.i18n import gettext as _
from shared.web.i18n import locale

DECIMALS = "#,##0.0#"
NUMERIC = frozenset({"count", "hours", "percent"})
NAMED = frozenset({"person", "group", "organisation"})
Names = Mapping[str, str]


def title(report: Report) -> str:
    return str(REPORTS[report.kind].title)


def head(report: Report) -> list[str]:
    """The titles of the columns shown."""
    return [str(COLUMNS[each.code]) for each in report.shown_columns()]


def numeric_places(report: Report) -> list[int]:
    """Which of the columns shown hold numbers."""
    return [place for place, each in enumerate(report.shown_columns()) if each.kind in NUMERIC]


def body(report: Report, names: Names) -> list[list[str]]:
    """The rows as texts, the total last."""
    return [[_text(each) for each in line] for line in _lines(report, names)]


def cards(report: Report, names: Names) -> list[list[tuple[str, str]]]:
    """Each row as pairs of title and text, for reading on a phone; columns that say nothing are left out."""
    lines = [[_text(each) for each in line] for line in _lines(replace(report, total=None), names)]
    return [[pair for pair in zip(head(report), line, strict=True) if pair[1] != "–"] for line in lines]


def sheet(report: Report, names: Names, about: list[str]) -> list[list[Cell]]:
    """The rows of the file: titles, figures, and below them what the reader must know."""
    lines = [[_cell(each) for each in line] for line in _lines(report, names)]
    below: list[list[Cell]] = [[each] for each in about]
    return [[*head(report)], *lines, [], *below]


def notes(report: Report) -> list[str]:
    return [str(NOTES[each]) for each in report.notes]


def _lines(report: Report, names: Names) -> list[list[Value]]:
    columns = report.shown_columns()
    rows = sorted(report.rows, key=_order(columns, names))
    lines = [[_named(each, row, names) for each in columns] for row in rows]
    if report.total:
        summed = [_named(each, report.total, names) if each.kind in NUMERIC else "" for each in columns[1:]]
        lines.append([_("Together"), *summed])
    return lines


def _order(columns: tuple[Column, ...], names: Names) -> Callable[[Row], list[tuple[str, str]]]:
    """By the columns from the left; names in Finnish order. Codes keep the report's own order."""
    sorted_by = [each for each in columns if each.kind in NAMED or each.kind in {"year", "school_year", "date"}]
    return lambda row: [_key(_named(each, row, names)) for each in sorted_by]


def _key(value: Value) -> tuple[str, str]:
    return ("", value.isoformat()) if isinstance(value, date) else ("", sort_key(str(value)))


def _named(column: Column, row: Row, names: Names) -> Value:
    value = row.get(column.code)
    if value is None:
        return None
    if column.kind in NAMED:
        return names.get(str(value)) or _("name not known yet")
    if column.kind == "school_year":
        return str(value).replace("-", "–")
    return str(CODES.get(str(value), value)) if column.kind == "code" else value


def _text(value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, Decimal):
        return format_decimal(value, DECIMALS, locale=locale())
    return str(value)


def _cell(value: Value) -> Cell:
    return str(value) if isinstance(value, Hidden) or not isinstance(value, Cell) else value
