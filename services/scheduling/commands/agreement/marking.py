"""The group has agreed on its rules and plan: the date is enough, the text stays with the group (decision 11)."""

from datetime import date
from uuid import UUID

from services.scheduling.commands.loading import locked_series, require_lead
from services.scheduling.domain.series import check_agreed_on
from services.scheduling.tables import Series
from shared.work import UnitOfWork


def mark_agreed(work: UnitOfWork, group_id: UUID, agreed_on: date | None) -> Series:
    """Note the day on which the group had agreed; None takes the note away."""
    series = locked_series(work, group_id)
    require_lead(work, series)
    if agreed_on:
        check_agreed_on(agreed_on, work.today, series.reporting_year)
    if agreed_on != series.agreed_on:
        work.record_history(series, "agreed", before=str(series.agreed_on), to=str(agreed_on))
        series.agreed_on = agreed_on
        work.emit("series_changed", series)
    return series
