"""The two halves of registration: declarations, no logic."""

from services.registration import api, pages
from services.registration.subscriptions import subscriptions, timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    """Pages and API."""

    name = "registration"
    routes = (*api.routes, *pages.routes)


class Events(EventService):
    """What is heard from the bus, and the clocks."""

    name = "registration"
    subscriptions = subscriptions
    timers = timers
