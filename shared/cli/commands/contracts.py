"""`vertais contracts`: write the published language to `docs/events/`, or check that it is up to date."""

from pathlib import Path

import click

from shared.contracts.export import documents
from shared.plugins import manifests


@click.group()
def contracts() -> None:
    """The events that services publish."""


@contracts.command()
@click.option("--check", is_flag=True, help="Change nothing; fail when a document is stale.")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("docs/events"), show_default=True)
def export(check: bool, folder: Path) -> None:
    """Write JSON Schemas, AsyncAPI and the catalogue."""
    wanted = documents(manifests())
    stale = [path for path, text in wanted.items() if _text(folder / path) != text]
    orphans = [path for path in _present(folder) if path not in wanted]
    if check:
        _report(stale, orphans)
        return
    for path in stale:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(wanted[path], encoding="utf-8")
    for path in orphans:
        (folder / path).unlink()
    click.echo(f"{len(wanted)} documents in {folder}: {len(stale)} written, {len(orphans)} removed.")


def _report(stale: list[str], orphans: list[str]) -> None:
    for path in stale:
        click.echo(f"stale: {path}")
    for path in orphans:
        click.echo(f"orphan: {path}")
    if stale or orphans:
        raise click.ClickException("Run `vertais contracts export` and commit what it writes.")
    click.echo("The exported contracts are up to date.")


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _present(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
