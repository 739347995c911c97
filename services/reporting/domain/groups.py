"""F4: groups, their seats and meetings.

Groups that will meet or have met: planned meetings are those of the series, moved ones took or will take place on
another date and count once, held ones had taken place by the as-of day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reporting.domain.facts import Meeting, hours, was_held
from services.reporting.domain.report import Column, Report, Row, summed

COLUMNS = (
    Column("reporting_year", "year"),
    Column("group", "group"),
    Column("organisation", "organisation"),
    Column("seats", "count"),
    Column("meetings_planned", "count"),
    Column("meetings_held", "count"),
    Column("meetings_moved", "count"),
    Column("meeting_hours", "hours"),
)
SUMMED = ("seats", "meetings_planned", "meetings_held", "meetings_moved")


@dataclass(frozen=True)
class Group:
    """A confirmed group with its series of meetings."""

    id: UUID
    organisation: str
    scope: str
    reporting_year: int
    mentor_ids: tuple[UUID, ...]
    seats: int
    meetings_planned: int
    meetings_moved: int
    state: str


def groups_report(groups: Iterable[Group], meetings: Iterable[Meeting], as_of: date) -> Report:
    """A row for each group."""
    held: dict[UUID, list[int]] = {}
    for each in meetings:
        if was_held(each, as_of):
            held.setdefault(each.group_id, []).append(each.minutes)
    found = sorted(groups, key=lambda each: (each.reporting_year, str(each.id)))
    rows = tuple(_row(each, held.get(each.id, [])) for each in found)
    total: Row = {
        **dict.fromkeys(each.code for each in COLUMNS),
        **summed(rows, SUMMED),
        "meeting_hours": hours(sum(sum(held.get(each.id, [])) for each in found)),
    }
    return Report("groups", as_of, COLUMNS, rows, total if rows else None, ("moved_counts_once",))


def _row(group: Group, held: list[int]) -> Row:
    return {
        "reporting_year": group.reporting_year,
        "group": group.id,
        "organisation": group.organisation,
        "seats": group.seats,
        "meetings_planned": group.meetings_planned,
        "meetings_held": len(held),
        "meetings_moved": group.meetings_moved,
        "meeting_hours": hours(sum(held)),
    }
