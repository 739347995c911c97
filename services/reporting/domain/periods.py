"""F13 and F14: pair periods, their figures and where they stood on the as-of day.

A pair is a period that was approved and neither turned down nor withdrawn by then. Where it stood follows from
the dates of its events, so that a report of an earlier day says what was true on that day. An agreed day counts
as realised when it has passed and nobody said otherwise (decision 13).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from services.reporting.domain.cells import publishable_count, publishable_row
from services.reporting.domain.facts import Period, PeriodDay
from services.reporting.domain.participants import GENDERS, by_gender
from services.reporting.domain.report import Column, Hidden, Report, Row

STAGES = (
    ("period_closed", "reported"),
    ("followup_completed", "reported"),
    ("period_shortened", "done_unreported"),
    ("period_performed", "done_unreported"),
    ("period_started", "in_progress"),
    ("period_approved", "planned"),
)
TELLING = ("pairs", "visitors", "additional_colleagues", "days_planned", "days_realised", "person_days")
ENDINGS = ("period_withdrawn", "period_rejected", "period_cancelled", "partner_replaced")
UNDOING = "period_withdrawal_undone"
NOT_REALISED = ("missed", "called_off")
STATUSES = ("planned", "in_progress", "done_unreported", "reported")
FIGURE_COLUMNS = (
    Column("reporting_year", "year"),
    Column("scope", "code"),
    Column("pairs", "count"),
    Column("visitors", "count"),
    Column("persons", "count"),
    Column("female", "count"),
    Column("male", "count"),
    Column("other", "count", extra=True),
    Column("not_stated", "count", extra=True),
    Column("additional_colleagues", "count"),
    Column("days_planned", "count"),
    Column("days_realised", "count"),
    Column("person_days", "count"),
)
STATE_COLUMNS = (Column("reporting_year", "year"), Column("status", "code"), Column("pairs", "count"))


def status(period: Period, as_of: date) -> str | None:
    """Where a pair stood at the end of a day; None: no pair on that day."""
    approved = period.happened("period_approved", as_of)
    if approved is None or _ended(period, approved, as_of):
        return None
    return next(each for event, each in STAGES if period.happened(event, as_of))


def _ended(period: Period, approved: datetime, as_of: date) -> bool:
    ended = {each: period.happened(each, as_of) for each in ENDINGS}
    withdrawn, undone = ended["period_withdrawn"], period.happened(UNDOING, as_of)
    if withdrawn and undone and undone > withdrawn:
        ended["period_withdrawn"] = None
    return any(each is not None and each > approved for each in ended.values())


def realised_days(period: Period, as_of: date) -> tuple[PeriodDay, ...]:
    """The days that had been kept by the end of a day."""
    if status(period, as_of) in (None, "planned"):
        return ()
    return tuple(each for each in period.days if each.date <= as_of and each.state not in NOT_REALISED)


def pair_figures(
    periods: Iterable[Period],
    genders: Mapping[UUID, str],
    as_of: date,
    year: int | None = None,
    published: bool = False,
) -> Report:
    """A row for each reporting year and scope."""
    pairs: dict[tuple[int, str], list[Period]] = {}
    for each in periods:
        if status(each, as_of) and year in (None, each.reporting_year):
            pairs.setdefault((each.reporting_year, each.scope), []).append(each)
    rows: tuple[Row, ...] = tuple(
        {"reporting_year": key[0], "scope": key[1], **_figures(pairs[key], genders, as_of)} for key in sorted(pairs)
    )
    notes: tuple[str, ...] = ("pairs_approved", "gender_as_told")
    if published:
        rows, notes = tuple(_published(each) for each in rows), (*notes, "small_cells")
    return Report("pair-figures", as_of, FIGURE_COLUMNS, rows, None, notes)


def pair_states(periods: Iterable[Period], as_of: date, year: int | None = None) -> Report:
    """A row for each reporting year and status; the rows of a year sum to its pairs."""
    found: dict[int, list[str]] = {}
    for each in periods:
        stood = status(each, as_of)
        if stood and year in (None, each.reporting_year):
            found.setdefault(each.reporting_year, []).append(stood)
    rows: tuple[Row, ...] = tuple(
        {"reporting_year": each, "status": stood, "pairs": found[each].count(stood)}
        for each in sorted(found)
        for stood in STATUSES
    )
    pairs = sum(len(each) for each in found.values())
    total: Row | None = {"reporting_year": None, "status": None, "pairs": pairs} if rows else None
    return Report("pair-states", as_of, STATE_COLUMNS, rows, total, ("pairs_approved",))


def _figures(pairs: list[Period], genders: Mapping[UUID, str], as_of: date) -> dict[str, int]:
    parties = [party for each in pairs for party in each.parties]
    told = by_gender((each.person_id for each in parties), genders)
    planned = {each.id: each.days_granted if each.days_granted is not None else len(each.days) for each in pairs}
    return {
        "pairs": len(pairs),
        "visitors": len({each.person_id for each in parties if each.role in ("visitor", "mutual")}),
        "persons": told.pop("participants"),
        **told,
        "additional_colleagues": sum(each.additional_colleagues for each in pairs),
        "days_planned": sum(planned.values()),
        "days_realised": sum(len(realised_days(each, as_of)) for each in pairs),
        "person_days": sum(planned[each.id] * len(each.parties) for each in pairs),
    }


def _published(row: Row) -> Row:
    shown = publishable_row(row, "persons", GENDERS)
    if isinstance(shown["persons"], Hidden):
        return {**shown, **dict.fromkeys(TELLING, Hidden.SECONDARY)}
    return {**shown, **{each: publishable_count(shown[each]) for each in ("visitors", "additional_colleagues")}}
