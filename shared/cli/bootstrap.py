"""Sets a fresh checkout up: `python3 -I shared/cli/bootstrap.py setup`; needs nothing but Python and a network.

Each step is done once, and again only when what it was made from changes; two setups at once wait for each other.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # -I leaves the checkout out

from shared.cli.machine.messages import MachineLacks, StepFailed

COMMANDS = ("setup", "assets", "lock", "stale", "doctor", "chromium", "clean")


def main(words: list) -> int:
    if len(words) != 1 or words[0] not in COMMANDS:
        print(f"usage: bootstrap.py {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        check_python()
        from shared.cli.machine import commands

        return int(getattr(commands, words[0])() or 0)
    except (MachineLacks, StepFailed) as fault:
        print(fault, file=sys.stderr)
        return 1


def check_python() -> None:
    """Before any module is read that an older Python cannot read."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise MachineLacks("M2", version=".".join(map(str, sys.version_info[:3])), path=sys.executable)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
