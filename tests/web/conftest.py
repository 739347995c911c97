"""The tea room over a real database, called without a server."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
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
def signed_in(client: Client, runtime: Runtime, person: Callable[..., UUID]) -> Iterator[Client]:
    """The client with the session of a known person."""
    value = sessions.begin(runtime.settings, person(), remember=False, now=real_now())
    client.set_cookie(sessions.COOKIE, value)
    yield client
