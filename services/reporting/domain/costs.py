"""F23: hours to be allocated to the project, by employer and accounting year (dossier F.4).

Each employer allocates the salary of its own people for the time that they were present; no attendance, no
allocation. The accounting year is the year of the meeting's or period day's date, whatever year its persons are
counted in. Totals of employers only: neither persons nor money.

A member's costs are accepted up to its last day in the network (H1). What comes after it is allocated to nobody and
is not lost either: it stands apart, until whoever decides has either moved the day or left it to the employer.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from services.reporting.domain.facts import Participation, Period, hours
from services.reporting.domain.periods import realised_days
from services.reporting.domain.report import Column, Report, Row, summed
from services.reporting.domain.years import accounting_year

COLUMNS = (
    Column("accounting_year", "year"),
    Column("employer", "organisation"),
    Column("meeting_hours", "hours"),
    Column("period_days", "count"),
    Column("hours_not_accepted", "hours", extra=True),
    Column("days_not_accepted", "count", extra=True),
)
NOT_ACCEPTED = ("hours_not_accepted", "days_not_accepted")
SUMMED = ("meeting_hours", "period_days", *NOT_ACCEPTED)
Amount = tuple[str, date, int]
Key = tuple[int, str, bool]
"""Accounting year, employer, and whether the employer was in the network still."""


def costs_by_employer(
    participations: Iterable[Participation],
    periods: Iterable[Period],
    as_of: date,
    year: int | None = None,
    employers: Collection[str] | None = None,
    last_days: Mapping[str, date] | None = None,
) -> Report:
    """A row for each accounting year and employer (of `employers`, or all) with hours or days.

    `last_days`: of those employers that leave the network, the last day in it.
    """
    minutes = _summed(_minutes(participations, as_of), last_days or {})
    days = _summed(_days(periods, as_of), last_days or {})
    every = {(year_, employer) for year_, employer, _accepted in minutes.keys() | days.keys()}
    keys = sorted(each for each in every if year in (None, each[0]) and (employers is None or each[1] in employers))
    rows: tuple[Row, ...] = tuple(_row(key, minutes, days) for key in keys)
    total: Row = {"accounting_year": None, "employer": None, **summed(rows, SUMMED)}
    notes = ["accounting_year", "hours_not_money"]
    if any(total[each] for each in NOT_ACCEPTED):
        notes.append("costs_after_leaving")
    return Report("costs", as_of, COLUMNS, rows, total if rows else None, tuple(notes))


def _row(key: tuple[int, str], minutes: Counter[Key], days: Counter[Key]) -> Row:
    accepted, late = (*key, True), (*key, False)
    return {
        "accounting_year": key[0],
        "employer": key[1],
        "meeting_hours": hours(minutes[accepted]),
        "period_days": days[accepted],
        "hours_not_accepted": hours(minutes[late]),
        "days_not_accepted": days[late],
    }


def _summed(amounts: Iterable[Amount], last_days: Mapping[str, date]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for employer, day, amount in amounts:
        found[accounting_year(day), employer, day <= last_days.get(employer, date.max)] += amount
    return found


def _minutes(participations: Iterable[Participation], as_of: date) -> Iterator[Amount]:
    for seat in participations:
        for each in seat.until(as_of).attended:
            yield each.employer, each.date, each.minutes


def _days(periods: Iterable[Period], as_of: date) -> Iterator[Amount]:
    for period in periods:
        for day in realised_days(period, as_of):
            for party in period.parties:
                yield party.organisation, day.date, 1
