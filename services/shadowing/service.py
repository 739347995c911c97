"""The two processes of shadowing."""

from services.shadowing import api
from services.shadowing.pages import routes as pages
from services.shadowing.subscriptions import subscriptions, timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    """Pages and API."""

    name = "shadowing"
    routes = (*api.routes, pages)


class Events(EventService):
    """Events of registration, and the timers of the periods."""

    name = "shadowing"
    subscriptions = subscriptions
    timers = timers
