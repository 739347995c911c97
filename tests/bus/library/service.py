"""The events half of the test service."""

from shared.bus.service import EventService
from tests.bus.library.subscriptions import subscriptions, timers


class Events(EventService):
    name = "reporting"
    subscriptions = subscriptions
    timers = timers
