"""The stack as its user sees it: start, addresses, processes, kill, restart, stop.

Works in plain and in monkey-patched processes, because the supervising is done by a process of its own. When
this process ends, by whatever death, the supervisor's control pipe ends and it takes everything down.
"""

import atexit
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from shared.cli.machine.folders import PYTHON, ROOT
from shared.cli.stack import children
from shared.cli.stack.instance import Instance, forgotten_tests
from shared.cli.stack.settings import Addresses


class StackFailed(Exception):
    """The stack did not do what it was told; the text is the supervisor's."""


@dataclass(frozen=True)
class Process:
    """A supervised process as it was when asked for."""

    pid: int
    ready: bool
    restarts: int


class Stack:
    """One instance. A disposable one (by default every `test-...`) starts empty and leaves only its logs.
    Unless `synced`, a disposable one does not wait for the disk: a kill loses nothing, a power cut everything.

    With no services there are only PostgreSQL and RabbitMQ: no databases but `postgres`, the vhost `vertais`.
    With services, `vertais setup` is run first, and the development inbox and Caddy are there too.
    """

    def __init__(
        self,
        instance: str,
        services: tuple[str, ...] = (),
        clock: str = "settable",
        disposable: bool | None = None,
        synced: bool | None = None,
    ) -> None:
        self.instance = Instance(instance)
        self.services = services
        self.clock = clock
        self.disposable = instance.startswith("test-") if disposable is None else disposable
        self.synced = not self.disposable if synced is None else synced
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.control = -1

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self, limit: float = 240) -> None:
        """Returns when everything answers. Raises StackFailed with the reason."""
        for forgotten in forgotten_tests():
            forgotten.delete()
        with tempfile.TemporaryFile() as told:
            self.spawn(told)
            atexit.register(self.stop)
            try:
                self.wait_for(self.is_started, limit, "start")
            except StackFailed as fault:
                self.stop()
                told.seek(0)
                raise StackFailed(told.read().decode(errors="replace") or str(fault)) from None

    def spawn(self, told: IO[bytes]) -> None:
        reader, self.control = os.pipe()
        options = [word for name in self.services for word in ("--service", name)]
        options += ["--clock", self.clock, *(["--disposable"] if self.disposable else [])]
        options += [] if self.synced else ["--unsynced"]
        command = [str(PYTHON), "-m", "shared.cli.stack", self.instance.name, *options]
        self.supervisor = subprocess.Popen(
            command, cwd=ROOT, stdin=reader, stdout=told, stderr=told, start_new_session=True
        )
        os.close(reader)

    def is_started(self) -> bool:
        state = self.instance.state()
        mine = self.supervisor is not None and state.get("supervisor") == self.supervisor.pid
        return mine and state["phase"] == "ready"

    @property
    def is_running(self) -> bool:
        """Whether the supervisor lives; `vertais down` ends it from elsewhere."""
        return self.supervisor is not None and self.supervisor.poll() is None

    def wait_for(self, happened: Callable[[], bool], limit: float, what: str) -> None:
        deadline = time.monotonic() + limit
        while not happened():
            if not self.is_running:
                raise StackFailed("The supervisor has ended.")
            if time.monotonic() > deadline:
                raise StackFailed(f"No {what} within {limit:.0f} s.")
            time.sleep(0.05)

    def stop(self) -> None:
        """Idempotent; afterwards no process of the instance is left."""
        atexit.unregister(self.stop)
        if self.supervisor is None:
            return
        os.close(self.control)
        try:
            self.supervisor.wait(60)
        except subprocess.TimeoutExpired:
            self.supervisor.kill()
            self.supervisor.wait()
            children.sweep(self.instance)
        self.supervisor = None

    @property
    def addresses(self) -> Addresses:
        return Addresses(self.instance, self.instance.state()["ports"], self.clock)

    @property
    def base_url(self) -> str:
        return self.addresses.base_url

    @property
    def inbox_url(self) -> str:
        return self.addresses.inbox_url

    @property
    def database_url(self) -> str:
        """For SQLAlchemy, with `{service}` literally."""
        return self.addresses.database_url

    @property
    def postgres_dsn(self) -> str:
        """For psycopg2, the database `postgres`, with the right to create others."""
        return self.addresses.postgres_dsn

    @property
    def amqp_admin_uri(self) -> str:
        return self.addresses.amqp_admin_uri

    @property
    def broker_admin_url(self) -> str | None:
        return self.addresses.broker_admin_url

    def env_for(self, service: str | None = None) -> dict[str, str]:
        """The environment of a service's process; without a name that of `vertais setup`."""
        return self.addresses.env_for(service)

    @property
    def processes(self) -> dict[str, Process]:
        return {name: Process(**found) for name, found in self.instance.state().get("processes", {}).items()}

    def kill(self, name: str, sign: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a part; what dies of it is started again with a growing pause."""
        os.kill(self.processes[name].pid, sign)

    def restart(self, name: str, limit: float = 90) -> None:
        """Stop a part in good order and return when it answers again."""
        before = self.processes[name].restarts
        os.write(self.control, f"restart {name}\n".encode())
        self.wait_restarted(name, before, limit)

    def restart_broker(self) -> None:
        self.restart("rabbitmq")

    def wait_restarted(self, name: str, before: int, limit: float = 90) -> None:
        """Until the part has been started more often than `before` and answers."""

        def is_back() -> bool:
            now = self.processes[name]
            return now.restarts > before and now.ready

        self.wait_for(is_back, limit, f"restart of {name}")
