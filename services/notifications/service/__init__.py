"""The two processes of notifications: web answers people, events listens, keeps time and sends."""

from services.notifications import api, pages
from services.notifications.queries import mails
from services.notifications.service.post import PostOffice
from services.notifications.subscriptions import subscriptions, timers
from shared.bus.service import EventService
from shared.web.service import WebService


class Web(WebService):
    name = "notifications"
    routes = (api.routes, pages.routes)
    due = staticmethod(mails.count_due)  # type: ignore[assignment]
    next_due = staticmethod(mails.next_due)  # type: ignore[assignment]


class Events(EventService):
    name = "notifications"
    subscriptions = subscriptions
    timers = timers
    post_office = PostOffice()
