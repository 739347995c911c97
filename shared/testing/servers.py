"""The servers that tests use: those given by the environment, else containers, else the embedded stack."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import make_url


@dataclass
class Servers:
    """Addresses with all rights. The broker starts only when somebody asks for it."""

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
        found.stack = _embedded()
    try:
        yield found
    finally:
        found.stop()


def _embedded() -> Any:
    from shared.cli.stack import Stack  # the command line is not needed where servers are given

    return Stack(instance=f"test-{os.getpid()}", services=())
