"""The processes of scheduling."""

from services.scheduling import api, pages
from services.scheduling.subscriptions import subscriptions as followed
from services.scheduling.subscriptions import timers as set_timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    """Pages and API."""

    name = "scheduling"
    routes = (*api.routes, *pages.routes)


class Events(EventService):
    """What others tell, and what time brings."""

    name = "scheduling"
    subscriptions = followed
    timers = set_timers
