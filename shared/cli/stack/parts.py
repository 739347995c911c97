"""A part of a running stack: its child process, whether it answers, and when it is started again."""

import subprocess
import time
from collections.abc import Callable

from shared.cli.stack import children
from shared.cli.stack.children import Program
from shared.cli.stack.instance import Instance

STEADY_SECONDS = 60.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Part:
    """A supervised child; what dies is started again after a pause that doubles until it runs steadily."""

    def __init__(
        self,
        instance: Instance,
        program: Program,
        is_ready: Callable[[], bool],
        before: Callable[[], None] | None = None,
    ) -> None:
        self.instance = instance
        self.program = program
        self.is_ready = is_ready
        self.before = before
        self.restarts = 0
        self.failures = 0
        self.again_at: float | None = None
        self.spawn()

    def spawn(self) -> None:
        self.child: subprocess.Popen[bytes] = children.spawn(self.instance, self.program)
        self.started = time.monotonic()
        self.again_at, self.ready = None, False

    def as_state(self) -> dict[str, object]:
        return {"pid": self.child.pid, "ready": self.ready, "restarts": self.restarts}

    def look_after(self) -> bool:
        """One look; whether something changed."""
        if self.again_at is not None:
            return self.start_again_when_due()
        if self.child.poll() is not None:
            return self.plan_restart()
        if not self.ready and self.is_ready():
            self.ready = True
            return True
        return False

    def plan_restart(self) -> bool:
        now = time.monotonic()
        self.failures = 1 if now - self.started > STEADY_SECONDS else self.failures + 1
        self.again_at = now + min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
        self.ready = False
        return True

    def start_again_when_due(self) -> bool:
        if self.again_at is None or time.monotonic() < self.again_at:
            return False
        children.kill_session(self.child.pid)
        if self.before:
            self.before()
        self.spawn()
        self.restarts += 1
        return True

    def restart(self) -> None:
        """Stopped in good order now, started again at the next look."""
        children.end([(self.child, self.program)])
        self.failures, self.again_at, self.ready = 0, time.monotonic(), False
