"""F23: hours to be allocated to the project, by employer and accounting year (dossier F.4).

Each employer allocates the salary of its own people for the time that they were present; no attendance, no
allocation. The accounting year is the year of the meeting's or period day's date, whatever year its persons are
counted in. Totals of employers only: neither persons nor money.
"""

from collections.abc import Collection, Iterable
from datetime import date

from services.reporting.domain.facts import Participation, Period, hours
from services.reporting.domain.periods import realised_days
from services.reporting.domain.report import Column, Report, Row
from services.reporting.domain.years import accounting_year

COLUMNS = (
    Column("accounting_year", "year"),
    Column("employer", "organisation"),
    Column("meeting_hours", "hours"),
    Column("period_days", "count"),
)


def costs_by_employer(
    participations: Iterable[Participation],
    periods: Iterable[Period],
    as_of: date,
    year: int | None = None,
    employers: Collection[str] | None = None,
) -> Report:
    """A row for each accounting year and employer (of `employers`, or all) with hours or days."""
    minutes = _minutes(participations, as_of)
    days = _days(periods, as_of)
    every = minutes.keys() | days.keys()
    keys = sorted(each for each in every if year in (None, each[0]) and (employers is None or each[1] in employers))
    rows: tuple[Row, ...] = tuple(
        {
            "accounting_year": key[0],
            "employer": key[1],
            "meeting_hours": hours(minutes.get(key, 0)),
            "period_days": days.get(key, 0),
        }
        for key in keys
    )
    total: Row = {
        "accounting_year": None,
        "employer": None,
        "meeting_hours": hours(sum(minutes.get(key, 0) for key in keys)),
        "period_days": sum(days.get(key, 0) for key in keys),
    }
    return Report("costs", as_of, COLUMNS, rows, total if rows else None, ("accounting_year", "hours_not_money"))


def _minutes(participations: Iterable[Participation], as_of: date) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for seat in participations:
        for each in seat.until(as_of).attended:
            key = (accounting_year(each.date), each.employer)
            found[key] = found.get(key, 0) + each.minutes
    return found


def _days(periods: Iterable[Period], as_of: date) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for period in periods:
        for day in realised_days(period, as_of):
            for party in period.parties:
                key = (accounting_year(day.date), party.organisation)
                found[key] = found.get(key, 0) + 1
    return found
