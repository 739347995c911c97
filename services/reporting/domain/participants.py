"""F1: participants by gender and year.

A participant is a unique person with at least one present or partial attendance by the as-of day; mentors of a
group, people who wait, and those who withdrew before they came are none. Persons are counted by the reporting
year of the call, in groups of the network alone unless another scope is asked for.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from services.reporting.domain.cells import is_withheld, publishable_row
from services.reporting.domain.facts import Participation, as_known
from services.reporting.domain.report import Column, Report, Row

GENDERS = ("female", "male", "other", "not_stated")
COLUMNS = (
    Column("reporting_year", "year"),
    Column("participants", "count"),
    Column("female", "count"),
    Column("male", "count"),
    Column("other", "count", extra=True),
    Column("not_stated", "count", extra=True),
)


def participants_by_year(
    participations: Iterable[Participation],
    genders: Mapping[UUID, str],
    as_of: date,
    year: int | None = None,
    published: bool = False,
) -> Report:
    """The report; its total line counts everybody once, so it may be less than the sum of the years."""
    persons = _persons_by_year(as_known(participations, as_of), year)
    rows = [{"reporting_year": each, **by_gender(persons[each], genders)} for each in sorted(persons)]
    everybody: set[UUID] = set().union(*persons.values())
    total: Row | None = {"reporting_year": None, **by_gender(everybody, genders)} if len(rows) > 1 else None
    notes = ("unique_persons", "gender_as_told")
    report = Report("participants", as_of, COLUMNS, tuple(rows), total, notes)
    return _published(report) if published else report


def by_gender(persons: Iterable[UUID], genders: Mapping[UUID, str]) -> dict[str, int]:
    """Counts that always sum to `participants`."""
    told = [genders.get(each, "not_stated") for each in set(persons)]
    return {"participants": len(told)} | {each: told.count(each) for each in GENDERS}


def _persons_by_year(participations: Iterable[Participation], year: int | None) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = {}
    for each in participations:
        if year is None or each.reporting_year == year:
            found.setdefault(each.reporting_year, set()).add(each.person_id)
    return found


def _published(report: Report) -> Report:
    rows = tuple(publishable_row(each, "participants", GENDERS) for each in report.rows)
    total = report.total and publishable_row(report.total, "participants", GENDERS)
    if any(is_withheld(each) for each in rows):
        total = None
    return Report(report.kind, report.as_of, report.columns, rows, total, (*report.notes, "small_cells"))
