"""Prints a benchmark's result and keeps it in `docs/reference/benchmarks/`."""

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "benchmarks"


def store(name: str, rows: Sequence[tuple[str, str, str]], ratio: float, first: float, goal: float) -> None:
    """Print and keep the newest result of one benchmark."""
    text = _page(name, rows, ratio, first, goal)
    print(f"\n{text}")
    (REPORTS / f"{name.replace(' ', '-')}.md").write_text(text, encoding="utf-8")


def _page(name: str, rows: Sequence[tuple[str, str, str]], ratio: float, first: float, goal: float) -> str:
    software = f"Python {platform.python_version()}, nameko {version('nameko')}, kombu {version('kombu')}"
    lines = [
        f"# {name[0].upper()}{name[1:]}\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {software}.\n",
        "| | median | runs |",
        "|---|---|---|",
        *(f"| {who} | {median} | {runs} |" for who, median, runs in rows),
        f"\nRatio {ratio:.1f} (first {first:g}, goal {goal:g}).\n",
    ]
    return "\n".join(lines)
