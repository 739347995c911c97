"""How a setup step runs: one setup at a time, a cleaned environment, a stamp that is written last.

A step whose stamp still names its inputs does nothing; a step that was killed half-way is done again.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.cli.machine.folders import STATE
from shared.cli.machine.messages import StepFailed

# PIP_TARGET "succeeds" into the wrong folder, the others fail; index addresses, certificates and pip.conf must stay.
DROPPED = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_NO_INDEX", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV"}


def say(text: str) -> None:
    print(f"setup: {text}", file=sys.stderr, flush=True)


def clean_env(**more: str) -> dict[str, str]:
    """The caller's environment without what would lead pip or Python astray."""
    kept = {k: v for k, v in os.environ.items() if k not in DROPPED and not k.startswith("PYTHON")}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"} | more


def run(*command: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run to the end and return what it printed; StepFailed when it ended badly."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env=env or clean_env(), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise StepFailed(words, done.stdout + done.stderr)
    return done.stdout


def digest(*inputs: object) -> str:
    """A hash over texts and, for paths, over the content of the files."""
    parts = [part.read_bytes() if isinstance(part, Path) else str(part).encode() for part in inputs]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


@contextmanager
def timed(name: str) -> Iterator[None]:
    start = time.monotonic()
    say(f"{name} ...")
    yield
    say(f"{name}: {time.monotonic() - start:.1f} s")


@contextmanager
def only_one() -> Iterator[None]:
    """Two setups at once in one checkout would build the same folders: the second waits."""
    STATE.mkdir(exist_ok=True)
    with open(STATE / "setup.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another setup is running, waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
