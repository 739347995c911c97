"""A solve in a process of its own: progress while it runs, an answer at the end, stopped by a word.

Guaranteed: this process only waits; the child is gone when the block ends, whatever happened; an answer or SolveFailed.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from services.scheduling.domain.placement.faults import InstanceFaulty

CHILD = Path(__file__).with_name("child.py")
GRACE = 20.0
NICE = 19  # whoever looks at a page comes first, from the first import on
SECONDS = 60.0


class SolveFailed(Exception):
    """The process ended without an answer: it was killed, or it ran out of memory."""


class Solve:
    """One running solve. Use as a context manager; iterate over what it tells, the last of which is the answer."""

    def __init__(self, instance: dict[str, Any], seconds: float = SECONDS) -> None:
        self._asked = json.dumps({"seconds": seconds, "instance": instance}).encode()
        self._longest = seconds + GRACE
        self._child: subprocess.Popen[bytes] | None = None
        self._listens = self._stopped = False

    def __enter__(self) -> "Solve":
        self._child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, self._child.pid, NICE)
        return self

    def __exit__(self, *error: object) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()

    def stop(self) -> None:
        """Ask for the best that has been found so far; kept until the child listens."""
        self._stopped = True
        if self._listens and self._child is not None and self._child.poll() is None:
            self._child.send_signal(signal.SIGTERM)

    def told(self) -> Iterator[dict[str, Any]]:
        """Progress, then the answer. Raises InstanceFaulty, SolveFailed."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        limit = threading.Timer(self._longest, self._child.kill)
        limit.start()
        try:
            self._child.stdin.write(self._asked)
            self._child.stdin.close()
            for line in self._child.stdout:
                said: dict[str, Any] = json.loads(line)
                if not self._listens:
                    self._listens = True
                    if self._stopped:
                        self.stop()
                if "faults" in said:
                    raise InstanceFaulty(said["faults"])
                yield said
                if "answer" in said:
                    return
        except (OSError, ValueError) as error:
            raise SolveFailed() from error
        finally:
            limit.cancel()
        raise SolveFailed()


def solved(instance: dict[str, Any], seconds: float = SECONDS) -> dict[str, Any]:
    """The answer to an instance. Raises InstanceFaulty, SolveFailed."""
    with Solve(instance, seconds) as solve:
        *_, last = solve.told()
    answer: dict[str, Any] = last["answer"]
    return answer
