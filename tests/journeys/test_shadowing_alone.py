"""Real processes of shadowing and nothing else: a pair goes from typing in people to both follow-ups (decision 17)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from sqlalchemy import func, select

from services.shadowing import commands
from shared.database.kit import FailedEvent, OutboxRow, Timer
from shared.plugins import manifest
from shared.testing.broker import eventually
from shared.testing.running import Running
from shared.work import Runtime
from tests.notifications.postbox import Postbox, open_postbox
from tests.shadowing.alone import BEGIN, NETWORK, Alone, play
from tests.shadowing.web import Browser


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    path = tmp_path / "network.yml"
    path.write_text(yaml.safe_dump(NETWORK, allow_unicode=True), encoding="utf-8")
    return path


class OverHttp:
    """What a browser of the tests asks of a client, over a socket."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()

    def get(self, path: str) -> requests.Response:
        return self.open(path, "GET")

    def post(self, path: str, data: dict[str, Any]) -> requests.Response:
        return self.open(path, "POST", data=data)

    def open(self, path: str, method: str, **more: Any) -> requests.Response:
        return self.session.request(method, self.url + path, timeout=20, allow_redirects=False, **more)


class Processes(Alone):
    """The same deployment as processes of its own, which do by themselves what is due."""

    def __init__(self, running: Running, postbox: Postbox) -> None:
        self.running, self.postbox = running, postbox
        self.runtime = Runtime.build(manifest("shadowing"), running.settings)

    def nobody(self) -> Browser:
        client = OverHttp(self.running.url)
        client.session.cookies.set("vertais_language", "en")
        return Browser(client)  # type: ignore[arg-type]

    def settle(self) -> None:
        """The processes do it."""

    def go_to(self, day: date) -> None:
        self.runtime.set_clock(datetime(day.year, day.month, day.day, 7, tzinfo=UTC))


def test_shadowing_and_a_mail_server_are_enough(running: Callable[..., Running]) -> None:
    with open_postbox() as postbox:
        process = running("shadowing", smtp_url=postbox.url)
        alone = Processes(process, postbox)
        alone.runtime.set_clock(BEGIN)
        with alone.runtime.work() as work:
            commands.set_up(work)
        play(alone)
        assert eventually(lambda: waiting(alone.runtime) == (0, 0, 0), 20), waiting(alone.runtime)
        alone.runtime.database.dispose()


def waiting(runtime: Runtime) -> tuple[int, ...]:
    """Events that have not left, events that failed, letters that wait: nobody listens, and nothing piles up."""
    with runtime.sessions() as session:
        letters = select(func.count()).where(Timer.kind == "letter")
        counts = [session.scalar(select(func.count()).select_from(each)) for each in (OutboxRow, FailedEvent)]
        return (*(each or 0 for each in counts), session.scalar(letters) or 0)
