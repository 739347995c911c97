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
from shared.cli.machine.folders import CONSTRAINTS, REQUIREMENTS, ROOT
from shared.cli.machine.steps import digest, run

COMPILE = [
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-header", "--no-annotate", "--no-config", "--quiet"),
]


def write_locks() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lock_python(Path(folder))
        lock_npm(Path(folder))


def lock_python(folder: Path) -> None:
    compiled = folder / "constraints.txt"
    if CONSTRAINTS.exists():  # keeps the versions that still fit
        shutil.copy(CONSTRAINTS, compiled)
    run(*uv(folder), "pip", "compile", *COMPILE, REQUIREMENTS, "-o", compiled, cwd=folder)
    lines = [line for line in compiled.read_text().splitlines() if not line.startswith("#")]
    CONSTRAINTS.write_text("\n".join([first_line(), *lines]) + "\n")


def uv(folder: Path) -> list[object]:
    if shutil.which("uv"):
        return ["uv"]
    run(sys.executable, "-I", "-m", "venv", folder / "uv")
    run(folder / "uv" / "bin" / "python", "-I", "-m", "pip", "install", "-q", "uv")
    return [folder / "uv" / "bin" / "uv"]


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
