"""`vertais up`, `down`, `status`, `reset`: the embedded stack of this checkout."""

import json
import sys
import time

import click
from rich.console import Console
from rich.table import Table

from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.stack.instance import Instance, running_pid
from shared.cli.stack.ports import NoFreePorts
from shared.cli.stack.running import OWN, forget_own, running, stop
from shared.cli.stack.services import installed
from shared.cli.stack.supervisor import AlreadyRunning, Plan, StartFailed, Supervisor

FAULTS = (MachineLacks, StepFailed, NoFreePorts, StartFailed)
UP = "up"


@click.command()
@click.option("--demo", "with_season", is_flag=True, help="Fresh data, the season played into it, then stay up.")
def up(with_season: bool) -> None:
    """Start PostgreSQL, RabbitMQ, the services and Caddy, and stay until Ctrl-C."""
    if with_season:
        from shared.cli.commands.demo import play_and_stay

        sys.exit(play_and_stay())
    instance = Instance(UP)
    if running_pid(instance):
        click.echo(f"already running (pid {running_pid(instance)}): {instance.state().get('base_url')}")
        return
    run_in_foreground(instance)


def run_in_foreground(instance: Instance) -> None:
    start = time.monotonic()
    try:
        Supervisor(instance, Plan(installed())).run(
            lambda text: click.echo(f"[{time.monotonic() - start:5.1f}] {text}")
        )
    except AlreadyRunning as other:
        click.echo(str(other))
    except FAULTS as fault:
        raise click.ClickException(str(fault)) from fault


@click.command()
def down() -> None:
    """Stop what `up` and `demo` started; exit 0 also when nothing runs."""
    found = [each for each in running() if each.name in OWN]
    for instance in found:
        stop(instance)
        click.echo(f"{instance.name}: stopped")
    if not found:
        click.echo("nothing runs")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """Show instances, processes and addresses."""
    found = running()
    if as_json:
        click.echo(json.dumps({each.name: each.state() for each in found}, indent=2))
        return
    for instance in found:
        Console().print(table_of(instance))
    if not found:
        click.echo("nothing runs")


def table_of(instance: Instance) -> Table:
    state = instance.state()
    table = Table("part", "port", "pid", "ready", "restarts", title=f"{instance.name}  {state.get('base_url')}")
    names = {"rabbitmq": "amqp", "caddy": "web"}
    for name, part in state.get("processes", {}).items():
        port = state["ports"].get(names.get(name, name), "")
        table.add_row(name, str(port), str(part["pid"]), "yes" if part["ready"] else "no", str(part["restarts"]))
    return table


@click.command()
@click.confirmation_option(prompt="Delete all data of the embedded stack?")
def reset() -> None:
    """Stop and delete databases, queues, mails and reports; programs and running tests stay."""
    forget_own()
    click.echo("all data deleted")
