"""Readable names of the persons, groups and organisations in a report."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select

from services.reporting.domain.report import Report
from services.reporting.queries.groups import group_name
from services.reporting.tables import KnownGroup
from shared.people import Person
from shared.work import UnitOfWork


def names_in(work: UnitOfWork, report: Report, language: str) -> Mapping[str, str]:
    """Names by id or slug; what is not known yet is left out."""
    persons, groups, organisations = (_values(report, each) for each in ("person", "group", "organisation"))
    named = {str(each.id): each.name for each in work.session.scalars(select(Person).where(Person.id.in_(persons)))}
    for group in work.session.scalars(select(KnownGroup).where(KnownGroup.id.in_(groups))):
        if name := group_name(group, language):
            named[str(group.id)] = name
    known = work.network.organisations
    return named | {str(each): known[str(each)].name(language, work.today) for each in organisations if each in known}


def _values(report: Report, kind: str) -> set[UUID | str]:
    codes = [each.code for each in report.columns if each.kind == kind]
    return {value for value in _all(report, codes) if isinstance(value, UUID | str)}


def _all(report: Report, codes: Iterable[str]) -> list[object]:
    return [row.get(code) for code in codes for row in report.rows]
