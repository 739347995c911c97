"""The bootstrap's commands; each is idempotent and prints what it did to standard error."""

import sys
from collections.abc import Callable

from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.machine.python import ensure_venv
from shared.cli.machine.steps import only_one, say


def setup() -> None:
    with only_one():
        ensure_venv()


COMMANDS: dict[str, Callable[[], None]] = {"setup": setup}


def main(words: list[str]) -> int:
    command = COMMANDS.get(words[0] if words else "")
    if command is None:
        say(f"usage: bootstrap.py {'|'.join(COMMANDS)}")
        return 2
    try:
        command()
    except (MachineLacks, StepFailed) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0
