"""`vertais privacy`: people who were erased stay erased, after a restore too, and nothing is kept beyond its time."""

from pathlib import Path

import click

from shared.plugins import manifest, manifests
from shared.privacy import retention
from shared.privacy.classes import period_of
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


@privacy.command("retention")
@click.argument("services", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only count what is over its time.")
def retention_command(services: tuple[str, ...], dry_run: bool) -> None:
    """Delete, or make anonymous, what is over its time in SERVICES (default: all); done nightly anyway."""
    settings = Settings.read()
    for name in services or tuple(manifests()):
        runtime = Runtime.build(manifest(name), settings)
        found = retention.count(runtime) if dry_run else retention.run(runtime)
        if not dry_run:
            with runtime.work() as work:
                day = work.today
            retention.keep_report(runtime, day, found)
        for each in (each for each in found if each.number or each.failed):
            failed = f", {each.failed} failed" if each.failed else ""
            period = period_of(runtime.network, each.retention)
            click.echo(f"{name}: {each.table}: {each.retention} ({period}): {each.number}{failed}")
        click.echo(
            f"{name}: {sum(each.number for each in found)} records {'are' if dry_run else 'were'} over their time."
        )
