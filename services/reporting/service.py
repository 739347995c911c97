"""Reporting's two processes."""

from services.reporting import api
from services.reporting.pages import own, reports
from services.reporting.subscriptions import subscriptions, timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    """Pages and API."""

    name = "reporting"
    routes = (api.routes, own.routes, reports.routes)


class Events(EventService):
    """What others publish."""

    name = "reporting"
    subscriptions = subscriptions
    timers = timers
