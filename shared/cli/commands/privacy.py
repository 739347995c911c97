"""`vertais privacy`: people who were erased stay erased, after a restore too."""

from pathlib import Path

import click

from shared.plugins import manifest
from shared.privacy.erasure import replay
from shared.settings import Settings
from shared.work import Runtime


@click.group()
def privacy() -> None:
    """What people's rights to their data ask of the operator."""


@privacy.command("replay")
@click.argument("service")
@click.option("--journal", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
def replay_command(service: str, journal: Path) -> None:
    """Erase in SERVICE, whose database was restored, everybody whom the journal names; before it starts again."""
    runtime = Runtime.build(manifest(service), Settings.read())
    with journal.open(encoding="utf-8") as lines, runtime.work() as work:
        number = replay(work, lines)
    click.echo(f"{service}: {number} erasures replayed.")
