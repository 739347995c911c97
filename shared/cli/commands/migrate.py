"""`vertais migrate`: bring databases to the newest version, write migrations, find what differs."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import click
from sqlalchemy import create_engine

from shared.database.migrate import autogenerate, create_database, drift, drop_database, histories, upgrade
from shared.errors import ConfigurationError
from shared.plugins import Manifest, manifests
from shared.plugins import manifest as service_manifest
from shared.settings import Settings
from shared.testing.servers import servers


@click.command()
@click.argument("service", required=False)
@click.argument("message", required=False)
@click.option("--autogenerate", "write", is_flag=True, help="Write a migration from what the service's tables say.")
@click.option("--check", "compare", is_flag=True, help="Fail when tables and migrations differ.")
def migrate(service: str | None, message: str | None, write: bool, compare: bool) -> None:
    """Migrate all installed services, or one."""
    chosen = [service_manifest(service)] if service and service != "kit" else installed()
    if write:
        if not (service and message):
            raise click.UsageError("Say which service and what changes: --autogenerate SERVICE MESSAGE")
        _write(None if service == "kit" else chosen[0], message)
    elif compare:
        _compare(chosen)
    else:
        for each in chosen:
            upgrade(Settings.read().database_url(each.name), each)
            click.echo(f"{each.name}: up to date")


def installed() -> list[Manifest]:
    """The installed services. Raises ConfigurationError when there is none."""
    if not (found := list(manifests().values())):
        raise ConfigurationError("No service is installed: no entry point in the group vertaisverkko.services.")
    return found


def _write(service: Manifest | None, message: str) -> None:
    with _scratch() as url:
        upgrade(url, service or next(iter(installed())))
        path = autogenerate(url, service, message)
    if path:
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    click.echo(f"wrote {path.relative_to(Path.cwd())}" if path else "nothing differs")


def _compare(services: list[Manifest]) -> None:
    differences = 0
    for service in services:
        with _scratch() as url:
            upgrade(url, service)
            server = create_engine(url)
            with server.connect() as connection:
                for history in histories(service):
                    for each in drift(connection, history):
                        differences += 1
                        click.echo(f"{history.name}: {each}")
            server.dispose()
    click.echo(f"{differences} differences")
    if differences:
        raise SystemExit(1)


@contextmanager
def _scratch() -> Iterator[str]:
    """An empty database that is dropped afterwards."""
    with servers() as found:
        url = found.database_url.replace("{service}", f"scratch_{uuid4().hex[:12]}")
        create_database(url)
        try:
            yield url
        finally:
            drop_database(url)
