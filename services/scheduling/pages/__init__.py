"""The pages of scheduling: one's groups, a group's dates, the mentor's acts, the coordinator's overview, calendars."""

from services.scheduling.pages import (
    addresses,
    agreement,
    busy,
    calendar,
    closures,
    dates,
    diets,
    groups,
    ideas,
    leading,
    links,
    meeting,
    overview,
    placements,
    plan,
    polls,
)

routes = (
    groups.routes,
    leading.routes,
    links.routes,
    overview.routes,
    calendar.routes,
    polls.routes,
    dates.routes,
    closures.routes,
    busy.routes,
    placements.routes,
    meeting.routes,
    addresses.routes,
    agreement.routes,
    plan.routes,
    ideas.routes,
    diets.routes,
)

__all__ = ["routes"]
