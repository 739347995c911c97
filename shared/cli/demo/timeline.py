"""Domain time over all services: moved only when nothing is under way, from due time to due time.

Nothing sleeps until a deadline: when every service says twice running that its outbox, queue, waiting events and
due timers are empty, the clocks are set to the next instant at which anything is due.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests

from shared.cli.demo.browser import Browser, Unexpected
from shared.clock import HELSINKI

SETTLE_SECONDS = 120
PAUSE = 0.05


class NeverSettled(Exception):
    """The network was still busy after the time allowed; the text shows where."""


def local(text: str) -> datetime:
    """`2013-08-15 12:00`, Finnish time, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@dataclass
class Timeline:
    """The clocks and the activity of all services of one deployment."""

    base_url: str
    services: tuple[str, ...]
    on_move: Callable[[datetime], None] = lambda now: None

    def __post_init__(self) -> None:
        self.browsers = {each: Browser(self.base_url) for each in self.services}
        self.asking = ThreadPoolExecutor(len(self.services))
        self.now = local("2013-01-01 00:00")
        self.told: list[dict[str, Any]] = []

    def advance(self, to: datetime) -> None:
        """Let everything happen that is due until `to`, each thing at its time."""
        self.settle()
        while (due := self.next_due()) is not None and due < to:
            self._set(max(due, self.now))
            self.settle()
        self._set(to)
        self.settle()

    def settle(self) -> None:
        """Wait until every service reports, twice running with the same counters, that nothing is under way.

        A service that does not answer, because it is starting again, is not idle.
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        before = None
        while (now := self._quiet()) is None or now != before:
            before = now
            if time.monotonic() > deadline:
                raise NeverSettled(str(self._answers()))
            time.sleep(PAUSE)

    def _quiet(self) -> list[tuple[int, int]] | None:
        """What every service has published and consumed, when all of them are idle."""
        answers = self._answers()
        self.told = [each for each in answers if each and each["idle"]]
        if len(self.told) < len(answers):
            return None
        return [(each["published"], each["consumed"]) for each in self.told]

    def _answers(self) -> list[dict[str, Any] | None]:
        return list(self.asking.map(self._answer, self.services))

    def _answer(self, service: str) -> dict[str, Any] | None:
        try:
            return self._asked(service)
        except (Unexpected, requests.RequestException):
            return None

    def _asked(self, service: str) -> dict[str, Any]:
        found: dict[str, Any] = self.browsers[service].call("GET", f"/api/{service}/v1/activity")
        return found

    def activity(self) -> dict[str, Any]:
        """What every service says of its work. Raises Unexpected when one does not answer."""
        return dict(zip(self.services, self.asking.map(self._asked, self.services), strict=True))

    def next_due(self) -> datetime | None:
        """The next instant at which anything is due anywhere, as the services said when they had settled."""
        found = [each["next_due"] for each in self.told if each["next_due"]]
        return min(map(datetime.fromisoformat, found)) + timedelta(seconds=1) if found else None

    def _set(self, instant: datetime) -> None:
        list(self.asking.map(lambda each: self._set_one(each, instant), self.services))
        self.now = instant
        self.on_move(instant)

    def _set_one(self, service: str, instant: datetime) -> None:
        self.browsers[service].call("PUT", f"/api/{service}/v1/clock", {"now": instant.isoformat()})
