"""A group as the API shows it."""

from typing import Any

from services.scheduling.queries.views import GroupView


def group_json(view: GroupView) -> dict[str, Any]:
    """A group as the API shows it."""
    series = view.series
    numbers = ("call_id", "organisation", "scope", "reporting_year", "agreed_on")
    counts = ("meetings_planned", "meetings_held", "meetings_moved")
    return {
        "id": series.id,
        "name": view.group.data["name"],
        "state": series.state_,
        "relations": sorted(view.relations),
        "mentors": view.mentors,
        "members": view.members,
        "meetings": view.meetings,
        "reserve_dates": view.reserve_dates,
        "problems": view.problems if view.leads else [],
        "calendar_path": view.calendar_path,
        **{field: getattr(series, field) for field in numbers + counts},
    }
