"""The servers that tests use: those given by the environment, else containers, else the embedded stack.

Containers are used where `VERTAIS_TEST_CONTAINERS=1` asks for them, and where there is no RabbitMQ for the embedded
stack but an engine that has the images. The embedded stack starts faster, and runs the version that the machine has.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import make_url

from shared.cli.machine.broker import installed_at


class NoContainers(Exception):
    """Containers were asked for, and there are none."""


@dataclass
class Servers:
    """Addresses with all rights. What was not given starts when it is first used."""

    stack: Any = None
    database: str | None = None
    amqp: str | None = None
    admin: str | None = None

    @cached_property
    def _started(self) -> Any:
        return self.stack.__enter__()

    @property
    def database_url(self) -> str:
        """A PostgreSQL server on which databases may be created; `{service}` stands for a database's name."""
        address = make_url(self.database or self._started.database_url).set(database="{service}")
        return address.render_as_string(hide_password=False).replace("%7Bservice%7D", "{service}")

    @property
    def amqp_uri(self) -> str:
        """A broker, with a user that may do everything."""
        return self.amqp or str(self._started.amqp_admin_uri)

    @property
    def broker_admin_url(self) -> str | None:
        """The broker's management API; None where only a bare AMQP_URI was given."""
        return self.admin if self.amqp else str(self._started.broker_admin_url)

    @property
    def broker_is_own(self) -> bool:
        """Whether the broker was started for the tests, which may then freeze and restart it."""
        return self.amqp is None

    @contextmanager
    def frozen_broker(self) -> Iterator[None]:
        """Inside the block the broker does nothing at all; its connections stay open."""
        self._started.kill("rabbitmq", signal.SIGSTOP)
        try:
            yield
        finally:
            self._started.kill("rabbitmq", signal.SIGCONT)

    def restart_broker(self) -> None:
        """Returns when it answers again."""
        self._started.restart_broker()

    def stop(self) -> None:
        if "_started" in self.__dict__:
            self.stack.__exit__(None, None, None)


@contextmanager
def servers() -> Iterator[Servers]:
    """Servers for as long as the block runs."""
    given = os.environ
    database, amqp = given.get("VERTAIS_DATABASE_URL"), given.get("AMQP_URI")
    found = Servers(None, database, amqp, given.get("VERTAIS_BROKER_ADMIN_URL"))
    if not (database and amqp):
        found.stack = _own()
    try:
        yield found
    finally:
        found.stop()


def _own() -> Any:
    wish = os.environ.get("VERTAIS_TEST_CONTAINERS", "")
    if wish == "0" or (not wish and installed_at()):
        return _embedded()
    from shared.testing import containers  # the engine's library is not needed where no container is

    if containers.available():
        return containers.Containers()
    if wish:
        raise NoContainers(
            f"VERTAIS_TEST_CONTAINERS={wish}, but no container engine answers that has "
            f"{containers.POSTGRES} and {containers.RABBITMQ}."
        )
    return _embedded()


def _embedded() -> Any:
    from shared.cli.stack import Stack  # the command line is not needed where servers are given

    return Stack(instance=f"test-{os.getpid()}", services=())
