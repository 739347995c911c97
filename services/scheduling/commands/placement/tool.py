"""`vertais scheduling place INSTANCE.json`: the solver of the service, on anybody's own data, without the stack."""

import json
import signal
import sys
from pathlib import Path
from typing import Any

import click

from services.scheduling.commands.placement.running import Solve, SolveFailed
from services.scheduling.domain.placement.faults import InstanceFaulty
from services.scheduling.domain.placement.reading import LARGEST, parsed


@click.group()
def scheduling() -> None:
    """Meetings and groups, without the stack."""


@scheduling.command()
@click.argument("instance", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Time limit.")
@click.option("--progress", is_flag=True, help="Say on standard error how far it has come.")
def place(instance: Path, seconds: float, progress: bool) -> None:
    """Put the people of an instance in groups and times; prints JSON. Ctrl-C: the best that has been found so far."""
    try:
        answer = _solved(_content(instance), seconds, progress=progress)
    except InstanceFaulty as faulty:
        raise click.ClickException(f"{instance} cannot be used:\n" + "\n".join(faulty.faults)) from None
    except SolveFailed:
        raise click.ClickException("The solver ended without an answer: it ran out of memory, or was killed.") from None
    click.echo(json.dumps(answer, indent=2))
    if explained := _explained(answer):
        click.echo(explained, err=True)


def _content(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _solved(content: bytes, seconds: float, *, progress: bool) -> dict[str, Any]:
    with Solve(parsed(content), seconds) as solve:
        signal.signal(signal.SIGINT, lambda *_: solve.stop())
        for said in solve.told():
            if progress and "progress" in said:
                click.echo("{stage}: {placed} placed, at most {bound}".format(**said["progress"]), err=True)
    answer: dict[str, Any] = said["answer"]
    return answer


def _explained(answer: dict[str, Any]) -> str:
    if not answer["groups"] and not answer["unplaced"]:
        return "There is nobody to place."
    if answer["status"] == "infeasible":
        return "No group can be formed like this: see the reasons under unplaced."
    return ""
