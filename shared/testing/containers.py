"""PostgreSQL and RabbitMQ in containers, for tests, where a container engine has their images.

Nothing is pulled. The containers are removed at the end; their ports stay the same over a restart.
"""

import signal
import time
from collections.abc import Callable
from secrets import token_hex
from types import TracebackType
from typing import Any

import docker
import requests
from docker.errors import DockerException
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from shared.cli.stack import ready
from shared.testing.running import free_address

POSTGRES, RABBITMQ = "postgres:17", "rabbitmq:4-management"
LIMIT = 90


class ContainerFailed(Exception):
    """A container did not answer in time; the text is the end of its log."""


def available() -> bool:
    """Whether a container engine answers and has the images; starts nothing."""
    try:
        images = docker.from_env(timeout=3).images
        return all(images.get(each) for each in (POSTGRES, RABBITMQ))
    except (DockerException, requests.RequestException):
        return False


class Containers:
    """Both servers for as long as the block runs; the same properties as `shared.cli.stack.Stack`."""

    def __init__(self) -> None:
        testcontainers_config.ryuk_disabled = True  # its image would have to be pulled
        self.password = token_hex(16)
        self.ports = {name: int(free_address().rpartition(":")[2]) for name in ("postgres", "amqp", "management")}
        self.made = {"postgres": self._postgres(), "rabbitmq": self._rabbitmq()}

    def _postgres(self) -> DockerContainer:
        made = DockerContainer(POSTGRES).with_bind_ports(5432, self.ports["postgres"])
        made = made.with_envs(POSTGRES_USER="vertais", POSTGRES_PASSWORD=self.password, POSTGRES_DB="postgres")
        made = made.with_tmpfs_mount("/var/lib/postgresql/data")
        return made.with_command("postgres -c fsync=off -c max_connections=200")

    def _rabbitmq(self) -> DockerContainer:
        made = DockerContainer(RABBITMQ, hostname="rabbitmq").with_bind_ports(5672, self.ports["amqp"])
        made = made.with_bind_ports(15672, self.ports["management"])
        return made.with_envs(RABBITMQ_DEFAULT_USER="vertais", RABBITMQ_DEFAULT_PASS=self.password)

    def __enter__(self) -> "Containers":
        try:
            for each in self.made.values():
                each.start()
            self._wait("postgres", self._database_answers)
            self._wait("rabbitmq", self._broker_answers)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for each in self.made.values():
            each.stop()

    @property
    def database_url(self) -> str:
        return f"postgresql+psycopg2://vertais:{self.password}@127.0.0.1:{self.ports['postgres']}/postgres"

    @property
    def amqp_admin_uri(self) -> str:
        return f"pyamqp://vertais:{self.password}@127.0.0.1:{self.ports['amqp']}//"

    @property
    def broker_admin_url(self) -> str:
        return f"http://vertais:{self.password}@127.0.0.1:{self.ports['management']}"

    def kill(self, name: str, sign: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a server; SIGSTOP and SIGCONT reach all its processes."""
        container = self._container(name)
        act: dict[signal.Signals, Callable[[], Any]] = {
            signal.SIGSTOP: container.pause,
            signal.SIGCONT: container.unpause,
        }
        act.get(sign, lambda: container.kill(sign.name))()

    def restart_broker(self) -> None:
        self._container("rabbitmq").restart()
        self._wait("rabbitmq", self._broker_answers)

    def _container(self, name: str) -> Any:
        return self.made[name].get_wrapped_container()

    def _database_answers(self) -> bool:
        return ready.postgres(self.database_url.replace("+psycopg2", ""))

    def _broker_answers(self) -> bool:
        return ready.amqp(self.ports["amqp"]) and ready.http(f"{self.broker_admin_url}/api/overview")

    def _wait(self, name: str, answers: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT
        while not answers():
            if time.monotonic() > deadline:
                raise ContainerFailed(f"{name}: {self._container(name).logs(tail=30).decode(errors='replace')}")
            time.sleep(0.1)
