"""The table of sub-commands: name, where it is, one line of help."""

from importlib import import_module

import click

COMMANDS = {
    "up": ("shared.cli.commands.stack:up", "Start the embedded stack and stay in the foreground."),
    "down": ("shared.cli.commands.stack:down", "Stop the embedded stack."),
    "status": ("shared.cli.commands.stack:status", "Show what runs, and where."),
    "reset": ("shared.cli.commands.stack:reset", "Stop, and delete all data of the embedded stack."),
    "demo": ("shared.cli.commands.demo:demo", "Play a season in a fresh stack and write its reports."),
    "doctor": ("shared.cli.commands.doctor:doctor", "Say what this machine has and what it lacks."),
    "inbox": ("shared.cli.inbox:inbox", "Catch mails of a development stack and show them."),
    "run": ("shared.cli.commands.run:run", "Run one service in the foreground."),
    "setup": ("shared.cli.commands.setup:setup", "Create databases, migrate, provision the broker."),
    "migrate": ("shared.cli.commands.migrate:migrate", "Bring a service's database to the running version."),
    "broker": ("shared.cli.commands.broker:broker", "Provision the broker: users, queues, permissions."),
    "events": ("shared.cli.commands.events:events", "Failed events, republishing."),
    "privacy": ("shared.cli.commands.privacy:privacy", "Erase again, after a restore, who was erased before it."),
    "contracts": ("shared.cli.commands.contracts:contracts", "Export and check the published language."),
    "translations": ("shared.cli.commands.translations:translations", "Extract and check the message catalogues."),
    "network": ("shared.cli.commands.network:network", "Check and compare network.yml."),
}


class Lazy(click.Group):
    """A group whose help needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *tools()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS[cmd_name][0] if cmd_name in COMMANDS else tools().get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])
            formatter.write_dl([(name, "What this service does without the stack.") for name in tools()])


def tools() -> dict[str, str]:
    """Sub-commands that services bring: the service's name, and where the command is."""
    from shared.plugins import manifests

    return {name: f"{each.package}.{each.tool}" for name, each in manifests().items() if each.tool}


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def vertais() -> None:
    """Vertaisverkko: peer groups and pair periods of an education network."""
