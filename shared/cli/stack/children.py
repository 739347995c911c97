"""Child processes that cannot outlive their parent, and the sweep of those that did.

Every child has its own session, a signal that the kernel sends when the supervisor dies, a log file, and the
instance's mark in its environment.
"""

import ctypes
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shared.cli.stack.instance import Instance

PR_SET_PDEATHSIG = 1
KEPT = ("PATH", "LANG", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """How a child is started and ended."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path = Path("/")
    stop: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGKILL
    patience: float = 20.0
    user: int | None = None


def base_env(instance: Instance) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    home = instance.folder / "home"
    home.mkdir(exist_ok=True)
    defaults = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return defaults | kept | instance.mark


def spawn(instance: Instance, program: Program) -> subprocess.Popen[bytes]:
    with open(rotated(instance.logs / f"{program.name}.log"), "ab") as log:
        return subprocess.Popen(
            program.command,
            env=base_env(instance) | dict(program.env),
            cwd=program.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=bound_to_parent(program.orphaned),
            user=program.user,
            group=program.user,
            extra_groups=None if program.user is None else [],
        )


def bound_to_parent(orphaned: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        limit = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)  # Erlang allocates for every one
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        LIBC.prctl(PR_SET_PDEATHSIG, int(orphaned))
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def rotated(log: Path) -> Path:
    if log.exists() and log.stat().st_size > 10_000_000:
        log.rename(log.with_suffix(".old.log"))
    return log


def end(family: list[tuple[subprocess.Popen[bytes], Program]]) -> None:
    """Ask all, wait for each, insist: then its whole session goes."""
    for child, program in family:
        if child.poll() is None:
            child.send_signal(program.stop)
    for child, program in family:
        try:
            child.wait(program.patience)
        except subprocess.TimeoutExpired:
            kill_session(child.pid)
            child.wait()


def kill_session(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def sweep(instance: Instance, patience: float = 10.0) -> list[int]:
    """End whoever carries the instance's mark; returns the process ids that were found."""
    found = list(marked(instance))
    for sign, limit in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        for pid in marked(instance):
            send(pid, sign)
        deadline = time.monotonic() + limit
        while list(marked(instance)) and time.monotonic() < deadline:
            time.sleep(0.05)
    return found


def marked(instance: Instance) -> Iterator[int]:
    needle = b"".join(f"{name}={value}\0".encode() for name, value in instance.mark.items())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            carries = b"\0" + needle in b"\0" + (process / "environ").read_bytes()
        except OSError:  # it has ended, or is another user's
            continue
        if carries and int(process.name) != os.getpid():
            yield int(process.name)


def send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return
