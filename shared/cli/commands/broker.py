"""`vertais broker`: bring the broker to what `network.yml` and the manifests say."""

import os

import click

from shared.bus.provision import ManagementApi, ProvisioningFailed, apply_by_amqp
from shared.bus.topology import Plan, plan
from shared.errors import ConfigurationError
from shared.network import HUB, Network
from shared.plugins import manifests
from shared.settings import Settings, broker_password, broker_user


@click.group()
def broker() -> None:
    """Provision the broker: vhost, exchanges, queues, bindings, users, rights."""


@broker.command()
@click.option("--dry-run", is_flag=True, help="Print the plan and change nothing.")
def init(dry_run: bool) -> None:
    """Add what is missing. Safe to run at any time."""
    settings = Settings.read()
    if dry_run:
        click.echo("\n".join(plan_of(settings).lines()))
        return
    try:
        click.echo(provision(settings))
    except ProvisioningFailed as error:
        raise click.ClickException(str(error)) from error


@broker.command()
def prune() -> None:
    """Remove what no manifest and no deployment needs any more; queues with their events too."""
    settings = Settings.read()
    api = management()
    if api is None:
        raise click.ClickException("Pruning needs the management API: set VERTAIS_BROKER_ADMIN_URL.")
    for each in api.prune(plan_of(settings)):
        click.echo(f"removed {each}")


@broker.command()
@click.argument("deployment")
def credentials(deployment: str) -> None:
    """Print what a member deployment puts into the environment of each of its services."""
    settings = Settings.read()
    network = Network.read(settings.network_file)
    if deployment not in network.deployments:
        raise click.ClickException(f"network.yml has no deployment {deployment}.")
    for service in network.services_of(deployment, tuple(manifests())):
        password = broker_password(settings.secret, broker_user(deployment, service))
        click.echo(f"# {service}\nAMQP_URI={settings.amqp_uri_template.replace('{password}', password)}")


def plan_of(settings: Settings) -> Plan:
    """The plan of the whole network."""
    return plan(Network.read(settings.network_file), manifests())


def management() -> ManagementApi | None:
    """The broker's management API, where this process has its address."""
    url = os.environ.get("VERTAIS_BROKER_ADMIN_URL")
    return ManagementApi(url, os.environ.get("VERTAIS_BROKER_VHOST", "vertais")) if url else None


def provision(settings: Settings) -> str:
    """Apply the plan by the way that is open; says which. Raises ConfigurationError when none is."""
    wanted = plan_of(settings)
    if settings.single_user_broker:
        apply_by_amqp(settings.amqp_uri_template, wanted)
        return "broker: ready, single-user mode: there are no walls between deployments"
    if api := management():
        api.apply(wanted, settings.secret)
        return f"broker: ready, {len(wanted.queues)} queues, {len(wanted.users)} users"
    if settings.deployment != HUB:
        return "broker: left to the hub, which provisions it"
    raise ConfigurationError(
        "The broker cannot be provisioned: set VERTAIS_BROKER_ADMIN_URL (http://user:pw@host:15672)"
    )
