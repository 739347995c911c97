"""The tea room over a real database, called without a server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from werkzeug.test import Client

from shared.clock import real_now
from shared.people import sessions
from shared.people.tables import Person
from shared.web.handling import Application
from shared.web.service import application
from shared.work import Runtime
from tests.web.tearoom.pages import routes
from tests.web.tearoom.plugin import manifest


@pytest.fixture
def runtime(runtime_of: Callable[..., Runtime]) -> Runtime:
    return runtime_of(manifest)


@pytest.fixture
def app(runtime: Runtime) -> Application:
    return application(runtime, (routes,))


@pytest.fixture
def client(app: Application) -> Client:
    return Client(app)


@pytest.fixture
def person(runtime: Runtime) -> Callable[..., UUID]:
    """`person(email, roles=…)`: somebody whom the service knows."""

    def known(email: str = "aino@hyria.example", **values: Any) -> UUID:
        card = {"first_name": "Aino", "last_name": "Ääri", "language": "fi", "organisation": "hyria", "version": 1}
        with runtime.work() as work:
            found = Person(email=email, **(card | values))
            work.session.add(found)
            work.session.flush()
            return found.id

    return known


@pytest.fixture
def signed_in(client: Client, runtime: Runtime, person: Callable[..., UUID]) -> Client:
    """The client with the session of a known person."""
    value = sessions.begin(runtime.settings, person(), remember=False, now=real_now())
    client.set_cookie(sessions.COOKIE, value)
    return client


@pytest.fixture
def address(runtime: Runtime, tmp_path: Path) -> Iterator[str]:
    """`127.0.0.1:port` of the tea room served by a real process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = f"127.0.0.1:{free.getsockname()[1]}"
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.serve"], env=environment(runtime, found), stdout=said, stderr=said
        )
    try:
        wait_until_live(found)
        yield found
    finally:
        process.kill()
        process.wait()
        print((tmp_path / "said").read_text(errors="replace"))


@pytest.fixture
def said(tmp_path: Path) -> Callable[[], str]:
    """What the process at `address` has written so far."""
    return lambda: (tmp_path / "said").read_text(errors="replace")


def environment(runtime: Runtime, http_address: str) -> dict[str, str]:
    """What the process is told."""
    settings = runtime.settings
    return {
        **os.environ,
        "VERTAIS_NETWORK_FILE": str(settings.network_file),
        "VERTAIS_DATABASE_URL": settings.database_url_template,
        "AMQP_URI": settings.amqp_uri_template,
        "VERTAIS_SECRET": settings.secret,
        "VERTAIS_BASE_URL": f"http://{http_address}",
        "VERTAIS_SMTP_URL": settings.smtp_url,
        "VERTAIS_HTTP_ADDRESS": http_address,
        "VERTAIS_CLOCK": settings.clock,
        "PYTHONWARNINGS": "ignore",
    }


def wait_until_live(address: str) -> None:
    for _ in range(150):
        try:
            if requests.get(f"http://{address}/livez", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the tea room does not answer")
