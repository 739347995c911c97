"""`vertais translations`: the catalogues of the kit and of every installed service.

`update` writes new messages into the catalogues and drops those that nobody says any more; `check` fails when a
message has no translation, is fuzzy, has other placeholders than its source, or when a catalogue is out of date.
"""

import sys
from pathlib import Path

import click

from shared.plugins import manifests
from shared.web.catalogues import KIT, faults, update


@click.group()
def translations() -> None:
    """Texts in Finnish and Swedish."""


@translations.command("update")
@click.argument("packages", nargs=-1)
def update_command(packages: tuple[str, ...]) -> None:
    """Write new messages into the catalogues of PACKAGES (default: all), such as services.scheduling."""
    for package in packages or known_packages():
        for path, untranslated in update(package):
            click.echo(f"{_short(path)}: {untranslated} without translation")


@translations.command()
@click.argument("packages", nargs=-1)
def check(packages: tuple[str, ...]) -> None:
    """Fail when a catalogue of PACKAGES (default: all) is not complete."""
    found = [fault for package in packages or known_packages() for fault in faults(package)]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    click.echo("All texts are translated.")


def known_packages() -> list[str]:
    """The kit and every installed service."""
    return [KIT, *(each.package for each in manifests().values())]


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
