"""Groups as they are known, with their names."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.domain.groups import Group
from services.reporting.tables import KnownGroup, KnownSeries


def groups(session: Session, year: int | None = None) -> list[Group]:
    """The groups whose meetings are in the calendars, of a reporting year or all."""
    statement = select(KnownGroup, KnownSeries).join(KnownSeries, KnownSeries.id == KnownGroup.id)
    rows = session.execute(statement.where(~KnownGroup.gone, ~KnownSeries.gone))
    found = [_group(group, series) for group, series in rows]
    return [each for each in found if year in (None, each.reporting_year)]


def group_name(group: KnownGroup | None, language: str) -> str | None:
    """A group's name in a language, else in Finnish; None while the group is not known."""
    if group is None or group.gone:
        return None
    name: dict[str, str | None] = group.data["name"]
    return name.get(language) or name["fi"]


def _group(group: KnownGroup, series: KnownSeries) -> Group:
    return Group(
        id=group.id,
        organisation=group.organisation,
        scope=group.data["scope"],
        reporting_year=group.data["reporting_year"],
        mentor_ids=tuple(UUID(each) for each in group.data["mentor_ids"]),
        seats=len(group.data["member_ids"]),
        meetings_planned=series.data["meetings_planned"],
        meetings_moved=series.data["meetings_moved"],
        state=series.data["state"],
    )
