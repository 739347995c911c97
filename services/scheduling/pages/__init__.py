"""The pages of scheduling: one's groups, a group's dates, the mentor's acts, the coordinator's overview, calendars."""

from services.scheduling.pages import calendar, groups, leading, links, overview, polls

routes = (groups.routes, leading.routes, links.routes, overview.routes, calendar.routes, polls.routes)

__all__ = ["routes"]
