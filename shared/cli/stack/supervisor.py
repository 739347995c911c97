"""The supervisor of one instance: starts in order, restarts what dies, ends everything.

One process, one thread. It is told to stop by a signal or by the end of its control pipe, that is, also by the
death of whoever started it. Its word on the instance is `state.json`, replaced whole at every change.
"""

import fcntl
import functools
import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from shared.cli.stack import caddy, children, postgres, rabbitmq, ready
from shared.cli.stack.children import Program
from shared.cli.stack.instance import Instance, write_private
from shared.cli.stack.parts import Part
from shared.cli.stack.ports import claim
from shared.cli.stack.services import Programs
from shared.cli.stack.settings import Addresses, given_broker

HASTE = {"rabbitmq": signal.SIGKILL, "postgres": signal.SIGQUIT}


class Stopped(Exception):
    """The supervisor was told to end."""


class AlreadyRunning(Exception):
    def __init__(self, pid: str) -> None:
        self.pid = pid
        super().__init__(f"Already running (pid {pid}).")


class StartFailed(Exception):
    """A part did not come up; carries its name and the end of its log."""

    def __init__(self, name: str, reason: str, log: Path) -> None:
        self.name = name
        tail = log.read_text(errors="replace")[-3000:] if log.exists() else ""
        super().__init__(f"{name} {reason}; the end of {log}:\n{tail}")


@dataclass(frozen=True)
class Plan:
    """What to run."""

    services: tuple[str, ...]
    clock: str = "real"
    disposable: bool = False
    synced: bool = True


class Supervisor:
    def __init__(
        self, instance: Instance, plan: Plan, control: int | None = None, programs: type[Programs] = Programs
    ) -> None:
        self.instance = instance
        self.plan = plan
        self.control = control
        self.make_programs = programs
        self.parts: dict[str, Part] = {}
        self.told_to_stop = False
        self.buffer = b""

    def run(self, say: Callable[[str], None] = lambda text: None) -> None:
        """Until told to stop. Raises AlreadyRunning, StartFailed, and what the preparation of a part raises."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self.stop_soon)
        with self.alone(), self.cleaned_up():
            self.start(say)
            self.write_state("ready")
            say(f"ready: {self.addresses.base_url}")
            while True:
                self.tick()

    def stop_soon(self, sign: int, frame: object) -> None:
        self.told_to_stop = True

    @contextmanager
    def alone(self) -> Iterator[None]:
        self.instance.make()
        with open(self.instance.folder / "lock", "a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise AlreadyRunning(lock.read().strip()) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    @contextmanager
    def cleaned_up(self) -> Iterator[None]:
        """Before: what an earlier supervisor left. After: everything that was started here."""
        children.sweep(self.instance)
        if self.plan.disposable:
            self.instance.forget()
            self.instance.make()
        ports, self.block = claim(self.instance, self.plan.services)
        self.addresses = Addresses(self.instance, ports, self.plan.clock)
        self.programs = self.make_programs(self.addresses)
        error = None
        try:
            yield
        except Stopped:
            return
        except BaseException as fault:
            error = str(fault)
            raise
        finally:
            self.end_all(error)

    def start(self, say: Callable[[str], None]) -> None:
        self.write_state("starting")
        if not given_broker():
            self.start_broker()
        if not os.environ.get("VERTAIS_DATABASE_URL"):
            self.start_postgres()
            self.wait("postgres", 60)
        if "rabbitmq" in self.parts:
            self.wait("rabbitmq", 90)
        say("PostgreSQL and RabbitMQ are up")
        if self.plan.services:
            self.start_services(say)

    def start_postgres(self) -> None:
        program = postgres.prepare(self.instance, self.addresses.ports["postgres"], self.plan.synced)
        data = self.instance.postgres_home / "postgres"
        is_ready = functools.partial(ready.postgres, self.addresses.postgres_dsn)
        self.add(program, is_ready, before=lambda: postgres.settle_pidfile(data))

    def start_broker(self) -> None:
        epmd, node = rabbitmq.prepare(self.instance, self.addresses.ports)
        self.add(epmd, lambda: ready.tcp(self.addresses.ports["epmd"]))
        self.wait("epmd", 10)
        self.add(node, self.broker_is_ready)

    def broker_is_ready(self) -> bool:
        management = f"{self.addresses.broker_admin_url}/api/overview"
        return ready.amqp(self.addresses.ports["amqp"]) and ready.http(management)

    def start_services(self, say: Callable[[str], None]) -> None:
        self.run_setup()
        say("databases and broker are set up")
        inbox = not os.environ.get("VERTAIS_SMTP_URL")
        if inbox:
            self.add(self.programs.inbox(), lambda: ready.http(self.addresses.http("inbox") + "/inbox/"))
        for name in self.plan.services:
            self.add(self.programs.service(name), functools.partial(ready.http, self.addresses.http(name) + "/readyz"))
        self.add(caddy.prepare(self.addresses, self.plan.services, inbox=inbox), self.front_is_ready)
        for name in self.parts:
            self.wait(name, 60)

    def front_is_ready(self) -> bool:
        return ready.http(self.addresses.base_url + "/assets/vendor/htmx.min.js")

    def run_setup(self) -> None:
        program = self.programs.setup()
        part = self.add(program, lambda: False)
        deadline = time.monotonic() + 120
        while part.child.poll() is None and time.monotonic() < deadline:
            self.pause()
        del self.parts["setup"]
        if part.child.poll() != 0:
            children.end([(part.child, program)])
            raise StartFailed("setup", "failed", self.instance.logs / "setup.log")

    def add(self, program: Program, is_ready: Callable[[], bool], before: Callable[[], None] | None = None) -> Part:
        part = Part(self.instance, program, is_ready, before)
        self.parts[program.name] = part
        self.write_state("starting")
        return part

    def wait(self, name: str, limit: float) -> None:
        part, deadline = self.parts[name], time.monotonic() + limit
        log = self.instance.logs / f"{name}.log"
        while not part.ready:
            if part.child.poll() is not None:
                raise StartFailed(name, f"ended with {part.child.returncode}", log)
            if time.monotonic() > deadline:
                raise StartFailed(name, f"was not ready after {limit:.0f} s", log)
            part.ready = part.is_ready()
            self.pause()

    def pause(self, seconds: float = 0.05) -> None:
        """Every wait comes through here, so that a stop is heard at once. Raises Stopped."""
        if self.control is None:
            time.sleep(seconds)
        elif select.select([self.control], [], [], seconds)[0]:
            self.hear(os.read(self.control, 4096))
        if self.told_to_stop:
            raise Stopped

    def hear(self, said: bytes) -> None:
        """`restart NAME` lines; the end of the pipe means that whoever started us has gone."""
        self.told_to_stop = self.told_to_stop or not said
        *lines, self.buffer = (self.buffer + said).split(b"\n")
        for line in lines:
            self.restart(line.decode().removeprefix("restart "))

    def restart(self, name: str) -> None:
        if part := self.parts.get(name):
            part.restart()

    def tick(self) -> None:
        changed = [part for part in self.parts.values() if part.look_after()]
        if changed:
            self.write_state("ready")
        self.pause(0.1)

    def write_state(self, phase: str, error: str | None = None) -> None:
        state = {
            "phase": phase,
            "error": error,
            "supervisor": os.getpid(),
            "clock": self.plan.clock,
            "services": self.plan.services,
            "ports": self.addresses.ports,
            "base_url": self.addresses.base_url,
            "processes": {name: part.as_state() for name, part in self.parts.items()},
        }
        write_private(self.instance.state_file, json.dumps(state))

    def end_all(self, error: str | None) -> None:
        """In reverse, the services together; the broker and the database last."""
        for group in self.groups():
            children.end([(part.child, self.ending(part.program)) for part in group])
        children.sweep(self.instance, patience=1)
        if self.plan.disposable:
            self.instance.forget(but=("reports", "logs", "lock"))
        self.write_state("stopped", error)
        self.block.close()

    def ending(self, program: Program) -> Program:
        """Data that is thrown away need not be closed in good order."""
        sign = HASTE.get(program.name) if self.plan.disposable else None
        return replace(program, stop=sign) if sign else program

    def groups(self) -> Iterator[list[Part]]:
        last = ("rabbitmq", "postgres", "epmd")
        yield [part for name, part in self.parts.items() if name not in last]
        yield [self.parts[name] for name in ("rabbitmq", "postgres") if name in self.parts]
        yield [self.parts[name] for name in ("epmd",) if name in self.parts]
