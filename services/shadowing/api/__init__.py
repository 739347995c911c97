"""The JSON API. Every call goes through the same command and schema as the page that does it."""

from services.shadowing.api import alone, calendar, changes, periods, practices

routes = (periods.routes, changes.routes, calendar.routes, practices.routes, alone.routes)
