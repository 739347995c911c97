"""F5: attendance of groups, meeting by meeting.

Attendance % is the present seats of those possible: every member with a recorded line at a held meeting. Partial
attendance counts as present; its minutes alone count in the hours. A moved meeting counts once.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from services.reporting.domain.facts import Attendance, Meeting, Participation, hours, was_held
from services.reporting.domain.report import Column, Report, Row

COLUMNS = (
    Column("group", "group"),
    Column("meeting", "count"),
    Column("date", "date"),
    Column("present", "count"),
    Column("possible", "count"),
    Column("percent", "percent"),
    Column("hours", "hours"),
)


def attendance_by_meeting(participations: Sequence[Participation], meetings: Iterable[Meeting], as_of: date) -> Report:
    """A row for each meeting held by the as-of day; those not yet recorded have no figures."""
    held = [each for each in meetings if was_held(each, as_of)]
    recorded = {each.id for each in held if each.state == "recorded"}
    lines: dict[object, list[Attendance]] = {}
    for line in (line for seat in participations for line in seat.attendances if line.meeting_id in recorded):
        lines.setdefault(line.meeting_id, []).append(line)
    rows: list[Row] = [
        {"group": each.group_id, "meeting": each.number, "date": each.date, **figures(lines.get(each.id, []))}
        for each in sorted(held, key=_order)
    ]
    everything = [line for found in lines.values() for line in found]
    total: Row = {"group": None, "meeting": None, "date": None, **figures(everything)}
    return Report("attendance", as_of, COLUMNS, tuple(rows), total if rows else None, ("unrecorded_has_no_figures",))


def _order(meeting: Meeting) -> tuple[str, date, int]:
    return str(meeting.group_id), meeting.date, meeting.number


def figures(lines: Sequence[Attendance]) -> dict[str, int | Decimal | None]:
    """Present and possible seats, attendance % to one decimal, participant hours."""
    if not lines:
        return {"present": None, "possible": None, "percent": None, "hours": None}
    present = sum(each.attended for each in lines)
    return {
        "present": present,
        "possible": len(lines),
        "percent": (Decimal(100 * present) / len(lines)).quantize(Decimal("0.1")),
        "hours": hours(sum(each.minutes for each in lines if each.attended)),
    }
