"""Reporting's two processes."""

from services.reporting import api, pages
from services.reporting.subscriptions import subscriptions, timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    """Pages and API."""

    name = "reporting"
    routes = (api.routes, pages.routes)


class Events(EventService):
    """What others publish."""

    name = "reporting"
    subscriptions = subscriptions
    timers = timers
