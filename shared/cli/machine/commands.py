"""The bootstrap's commands; each may be run twice, and says on standard error what it did."""

import os
import shutil
import sys

from shared.cli.machine.assets import MODULES, ensure_assets
from shared.cli.machine.broker import ensure_broker
from shared.cli.machine.doctor import check_ownership, examine, find_chromium
from shared.cli.machine.folders import ROOT, STATE, VENDOR, VENV
from shared.cli.machine.lock import stale_locks, write_locks
from shared.cli.machine.messages import MachineLacks
from shared.cli.machine.python import NEW, ensure_venv
from shared.cli.machine.steps import only_one, say


def setup() -> None:
    check_ownership()
    with only_one():
        ensure_venv()
        ensure_assets()
        ensure_broker()


def assets() -> None:
    with only_one():
        ensure_venv()
        ensure_assets()


def lock() -> None:
    with only_one():
        write_locks()


def stale() -> int:
    for name in stale_locks():
        say(f"{name} is stale: make lock")
    return len(stale_locks())


def doctor() -> int:
    """Read-only; the number of things that would stop a setup."""
    facts, faults = examine()
    for name, value in facts.items():
        print(f"{name:12} {value}")
    for fault in faults:
        print(fault)
    return len(faults)


def chromium() -> int:
    """Print where Chromium is; a fault in CI, a message elsewhere."""
    found = find_chromium()
    print(found or MachineLacks("M6"), file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


def clean() -> None:
    """Everything that setup and the stacks made, also outside the checkout."""
    from shared.cli.stack.running import forget_all

    forget_all()
    for folder in (VENV, NEW, MODULES, VENDOR, STATE, *ROOT.glob("*.egg-info")):
        shutil.rmtree(folder, ignore_errors=not os.path.lexists(folder))
