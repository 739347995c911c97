"""Hosts one service's nameko classes in this process, until SIGTERM.

Guaranteed: a wrong address, password, binding or schema ends the process within 30 s with a message, instead of
a process that waits for ever; a stop takes at most 20 s, then what is in flight is left to be delivered again.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import eventlet
import structlog
from nameko.runners import ServiceRunner

from shared.bus.preflight import preflight as check_broker
from shared.cli import logs
from shared.database.preflight import preflight as check_database
from shared.errors import ConfigurationError
from shared.plugins import manifest
from shared.settings import Settings
from shared.work import Runtime

log = structlog.get_logger("shared.cli.run")
PARTS = {"web": "Web", "events": "Events"}
PREFLIGHT_SECONDS = 30
STOP_SECONDS = 20
WORKERS = 20


class NotAnswering(Exception):
    """The broker or the database did not answer within the time of the preflight."""

    def __init__(self) -> None:
        super().__init__(f"The broker or the database did not answer within {PREFLIGHT_SECONDS} s.")


def run_service(name: str, part: str | None = None) -> int:
    """Serve until told to stop; the exit code. `part` is `web`, `events` or None for both."""
    try:
        settings, found = Settings.read(), manifest(name)
        logs.configure(settings.log, service=name)
        with deadline():
            check_database(found, settings)
            check_broker(found, settings)
        runners = runners_of(Runtime.build(found, settings, part or "web"), part)
    except (ConfigurationError, NotAnswering) as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1
    collect_garbage_seldom()
    return serve(runners)


def collect_garbage_seldom() -> None:
    """A batch makes many objects that all live as long as it: looking for garbage among them costs a quarter of it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def deadline() -> Iterator[None]:
    limit = eventlet.Timeout(PREFLIGHT_SECONDS)
    try:
        yield
    except eventlet.Timeout as reached:
        if reached is not limit:
            raise
        raise NotAnswering from None
    finally:
        limit.cancel()


def runners_of(runtime: Runtime, part: str | None) -> list[ServiceRunner]:
    """One runner for each class: a runner tells its services apart by name, and web and events share theirs."""
    config = {
        "runtime": runtime,
        "part": part,
        "AMQP_URI": runtime.settings.amqp_uri(runtime.manifest.name),
        "WEB_SERVER_ADDRESS": runtime.settings.http_address,
        "DECLARE_EVENT_EXCHANGES": False,
        "HEARTBEAT": 20,
        "max_workers": WORKERS,
    }
    runners = [ServiceRunner(config=config) for _ in ([part] if part else PARTS)]
    for runner, wanted in zip(runners, [part] if part else PARTS, strict=True):
        runner.add_service(getattr(runtime.manifest.load("service"), PARTS[wanted]))
    return runners


def serve(runners: list[ServiceRunner]) -> int:
    """Until a signal, or until a container dies of its own."""
    told: list[int] = []
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, frame: told.append(0))
    for runner in runners:
        runner.start()
        eventlet.spawn(runner.wait).link(lambda ended: told.append(1))
    log.info("started")
    while not told:  # a signal does not wake eventlet's hub
        eventlet.sleep(0.2)
    stop(runners)
    log.info("stopped", code=told[0])
    return told[0]


def stop(runners: list[ServiceRunner]) -> None:
    """nameko waits for its workers without limit, and for a dead broker too."""
    limit = eventlet.Timeout(STOP_SECONDS)
    try:
        for runner in runners:
            runner.stop()
    except eventlet.Timeout as reached:
        if reached is not limit:
            raise
        log.warning("stopped before all work had ended")
        sys.stdout.flush()
        os._exit(1)
    finally:
        limit.cancel()
