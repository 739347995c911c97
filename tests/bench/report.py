"""Prints a benchmark's result and keeps it in `docs/reference/benchmarks.md`."""

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`: ratios taken in one run on one machine; absolute figures are that machine's.
"""


def store(name: str, rows: Sequence[tuple[str, str, str]], ratio: float, first: float, goal: float) -> None:
    """Print and keep the newest result of one benchmark."""
    text = _chapter(name, rows, ratio, first, goal)
    print(f"\n{text}")
    known = REPORT.read_text(encoding="utf-8") if REPORT.is_file() else HEAD
    others = [part for part in known.split("\n## ")[1:] if not part.startswith(f"{name}\n")]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(
        HEAD + "".join(f"\n## {each.rstrip()}\n" for each in [*others, text.removeprefix("## ")]), "utf-8"
    )


def _chapter(name: str, rows: Sequence[tuple[str, str, str]], ratio: float, first: float, goal: float) -> str:
    software = f"Python {platform.python_version()}, nameko {version('nameko')}, kombu {version('kombu')}"
    lines = [
        f"## {name}\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {software}.\n",
        "| | median | runs |",
        "|---|---|---|",
        *(f"| {who} | {median} | {runs} |" for who, median, runs in rows),
        f"\nRatio {ratio:.1f} (first {first:g}, goal {goal:g}).\n",
    ]
    return "\n".join(lines)
