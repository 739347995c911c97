"""`vertais network`: is network.yml usable, and is it the same everywhere?"""

import hashlib
from pathlib import Path

import click

from shared.errors import ConfigurationError
from shared.network import Network
from shared.settings import Settings


@click.group()
def network() -> None:
    """Check and compare network.yml."""


@network.command()
@click.argument("others", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(others: tuple[Path, ...]) -> None:
    """Check this deployment's file, and compare it with copies of other deployments."""
    own = Settings.read().network_file
    try:
        found = {path: Network.read(path) for path in (own, *others)}
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    for path, content in found.items():
        click.echo(f"{path}: usable, {len(content.organisations)} organisations, fingerprint {fingerprint(path)}")
    if any(content != found[own] for content in found.values()):
        raise click.ClickException("The copies differ: every deployment needs the same file.")


def fingerprint(path: Path) -> str:
    """What two operators read to each other on the phone."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
