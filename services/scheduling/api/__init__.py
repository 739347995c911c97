"""The JSON API of scheduling: the same commands, queries and schemas as the pages."""

from services.scheduling.api import (
    agreement,
    calendars,
    closures,
    dates,
    diets,
    groups,
    ideas,
    meetings,
    placements,
    polls,
)

routes = (
    groups.routes,
    meetings.routes,
    calendars.routes,
    polls.routes,
    dates.routes,
    closures.routes,
    placements.routes,
    agreement.routes,
    ideas.routes,
    diets.routes,
)
