"""`vertais run SERVICE [web|events]`."""

import sys

import click

from shared.cli.run import run_service


@click.command()
@click.argument("service")
@click.argument("part", type=click.Choice(["web", "events"]), required=False)
def run(service: str, part: str | None) -> None:
    """Run SERVICE in the foreground: its pages and API, its events, or, without PART, both in one process."""
    sys.exit(run_service(service, part))
