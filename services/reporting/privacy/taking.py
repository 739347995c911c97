"""What an organisation takes along of reports: its hours and days as costs, VESO days, mentors' hours."""

from collections.abc import Iterator

from services.reporting.domain.report import Report
from services.reporting.queries import reports
from services.reporting.queries.names import names_in
from services.reporting.schemas.words import CODES, COLUMNS, REPORTS
from shared.privacy.taking import Table
from shared.web.i18n import language
from shared.work import UnitOfWork

BY_EMPLOYER = ("costs", "veso", "mentor-hours")


def taken(work: UnitOfWork, organisation: str) -> Iterator[Table]:
    """The reports that go by employer, as far as the actor sees them, of this employer alone."""
    for code in (each for each in reports.available(work) if each in BY_EMPLOYER):
        report = reports.report(work, code, reports.Question(work.today))
        rows = _rows(work, report, organisation)
        if rows:
            columns = {each.code: COLUMNS[each.code] for each in report.columns}
            yield Table(code, REPORTS[code].title, columns, rows)


def _rows(work: UnitOfWork, report: Report, organisation: str) -> list[list[object]]:
    own = [each for each in report.rows if each.get("employer") == organisation]
    kinds = {each.code: each.kind for each in report.columns}
    names = names_in(work, report, language())

    def shown(code: str, value: object) -> object:
        if kinds[code] in ("person", "group", "organisation"):
            return names.get(str(value))
        return str(CODES.get(str(value), value)) if kinds[code] == "code" and value is not None else value

    return [[shown(code, each.get(code)) for code in kinds] for each in own]
