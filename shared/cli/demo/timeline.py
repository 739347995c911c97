"""Domain time over all services: moved only when nothing is under way, from due time to due time.

Nothing sleeps until a deadline: when every service says twice running that its outbox, queue, waiting events and
due timers are empty, the clocks are set to the next instant at which anything is due.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.cli.demo.browser import Browser
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
        self.browser = Browser(self.base_url)
        self.now = local("2013-01-01 00:00")

    def advance(self, to: datetime) -> None:
        """Let everything happen that is due until `to`, each thing at its time."""
        self.settle()
        while (due := self.next_due()) is not None and due < to:
            self._set(max(due, self.now))
            self.settle()
        self._set(to)
        self.settle()

    def settle(self) -> None:
        """Wait until every service reports, twice running, that nothing is under way."""
        deadline = time.monotonic() + SETTLE_SECONDS
        quiet = 0
        while quiet < 2:
            quiet = quiet + 1 if all(each["idle"] for each in self.activity().values()) else 0
            if time.monotonic() > deadline:
                raise NeverSettled(str(self.activity()))
            time.sleep(PAUSE)

    def activity(self) -> dict[str, Any]:
        """What every service says of its work."""
        return {each: self.browser.call("GET", f"/api/{each}/v1/activity") for each in self.services}

    def next_due(self) -> datetime | None:
        """The next instant at which anything is due anywhere."""
        found = [each["next_due"] for each in self.activity().values() if each["next_due"]]
        return min(map(datetime.fromisoformat, found)) + timedelta(seconds=1) if found else None

    def _set(self, instant: datetime) -> None:
        for each in self.services:
            self.browser.call("PUT", f"/api/{each}/v1/clock", {"now": instant.isoformat()})
        self.now = instant
        self.on_move(instant)
