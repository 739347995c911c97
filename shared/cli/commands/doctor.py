"""`vertais doctor`: the bootstrap's own look at the machine."""

import sys

import click

from shared.cli.machine.commands import doctor as examine


@click.command()
def doctor() -> None:
    """Say what this machine has, and each message that a setup would end with."""
    sys.exit(examine())
