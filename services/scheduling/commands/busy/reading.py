"""Reading a calendar in a process of its own, under a hard deadline: whatever is in it, the service goes on.

Guaranteed: the answer is intervals or a DomainError, within the deadline; the child is gone by then. Nothing of the
calendar but its busy intervals ever reaches this process.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.scheduling.domain.calendar_errors import CalendarUnreadable
from services.scheduling.domain.flags import Interval

CHILD = Path(__file__).with_name("child.py")
DEADLINE = timedelta(seconds=10)
AHEAD = timedelta(days=400)


def read(content: bytes, address: str | None, now: datetime, *, private: bool = False) -> list[Interval]:
    """The busy intervals of the coming year or so. Raises CalendarUnreadable."""
    asked = {"since": now.timestamp(), "until": (now + AHEAD).timestamp(), "address": address, "private": private}
    answer = _ask(json.dumps(asked).encode() + b"\n" + content)
    if fault := answer.get("fault"):
        raise CalendarUnreadable.because(str(fault))
    return [(datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)) for begin, end in answer["busy"]]


def _ask(given: bytes) -> dict[str, Any]:
    with subprocess.Popen(
        [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            said, _ = child.communicate(given, timeout=DEADLINE.total_seconds())
        except subprocess.TimeoutExpired:
            child.kill()
            raise CalendarUnreadable.because("too_heavy") from None
        except OSError:
            said = b""
    try:
        return dict(json.loads(said))
    except ValueError:  # killed by its limits before it could say anything
        raise CalendarUnreadable.because("too_heavy") from None
