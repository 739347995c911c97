"""`vertais setup`: databases, migrations, broker, and each service's own first steps."""

from importlib import import_module

import click
from sqlalchemy import text as sql

from shared.bus.provision import ProvisioningFailed
from shared.cli.commands.broker import provision
from shared.cli.commands.migrate import installed
from shared.database.migrate import LOCK, create_database, upgrade
from shared.errors import ConfigurationError
from shared.network import Network
from shared.plugins import Manifest
from shared.settings import Settings
from shared.work import Runtime


@click.command()
def setup() -> None:
    """Make this deployment ready to run. Safe to repeat, and to run twice at once."""
    try:
        settings = Settings.read()
        network = Network.read(settings.network_file)
        known = {each.name: each for each in installed()}
        served = [known[name] for name in network.services_of(settings.deployment, tuple(known))]
        for each in served:
            _prepare_database(each, settings)
        click.echo(provision(settings))
        for each in served:
            _first_steps(each, settings)
    except (ConfigurationError, ProvisioningFailed) as error:
        raise click.ClickException(str(error)) from error


def _prepare_database(manifest: Manifest, settings: Settings) -> None:
    url = settings.database_url(manifest.name)
    made = create_database(url)
    upgrade(url, manifest)
    click.echo(f"{manifest.name}: database {'made' if made else 'up to date'}")


def _first_steps(manifest: Manifest, settings: Settings) -> None:
    if manifest.on_setup is None:
        return
    module, _, function = manifest.on_setup.partition(":")
    runtime = Runtime.build(manifest, settings, "setup")
    with runtime.work() as work:
        work.session.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        getattr(import_module(module), function)(work)
    runtime.database.dispose()
