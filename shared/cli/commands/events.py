"""`vertais events`: events that failed, and republishing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import click
from sqlalchemy import delete, func, select, update

from shared.bus.republish import republish as republish_all
from shared.database.kit import FailedEvent, Timer
from shared.plugins import manifest, manifests
from shared.settings import Settings
from shared.work import Runtime

SERVICE = click.option("--service", help="One service; otherwise all installed ones.")


@click.group()
def events() -> None:
    """Failed events, and sending current states again."""


@events.group()
def failed() -> None:
    """Events and timers that could not be dealt with."""


@failed.command("list")
@SERVICE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(service: str | None, as_json: bool) -> None:
    """What waits, is tried again, was given up or refused; dead timers too."""
    for runtime in _runtimes(service):
        with runtime.sessions() as session:
            rows = [_described(runtime, each) for each in session.scalars(select(FailedEvent).order_by("first_at"))]
            dead = session.scalars(select(Timer).where(Timer.attempts > 0).order_by(Timer.due_at))
            rows += [_described_timer(runtime, each) for each in dead]
        for row in rows:
            click.echo(json.dumps(row) if as_json else "  ".join(str(value) for value in row.values() if value))


@failed.command()
@click.argument("id", type=click.UUID)
@SERVICE
def show(id: UUID, service: str | None) -> None:
    """One event with its body. It may hold personal data: mind who looks over your shoulder."""
    for runtime, kept in _found(id, service):
        click.echo(json.dumps(_described(runtime, kept), indent=2))
        click.echo(kept.body.decode("utf-8", "replace"))


@failed.command()
@click.argument("ids", type=click.UUID, nargs=-1)
@SERVICE
def retry(ids: tuple[UUID, ...], service: str | None) -> None:
    """Try events again now; without ids all that are dead. Refused ones stay refused."""
    chosen = FailedEvent.id.in_(ids) if ids else FailedEvent.verdict == "dead"
    fresh = {"verdict": "retrying", "attempts": 0, "next_at": func.now()}
    for runtime in _runtimes(service):
        statement = update(FailedEvent).where(chosen, FailedEvent.verdict != "refused").values(**fresh)
        with runtime.work() as work:
            number = work.session.execute(statement).rowcount  # type: ignore[attr-defined]
            revived = {"dead": False, "attempts": 0, "retry_at": None}
            if not ids:
                number += work.session.execute(  # type: ignore[attr-defined]
                    update(Timer).where(Timer.dead).values(**revived)
                ).rowcount
        click.echo(f"{runtime.manifest.name}: {number} will be tried again")


@failed.command()
@click.argument("ids", type=click.UUID, nargs=-1, required=True)
@SERVICE
def drop(ids: tuple[UUID, ...], service: str | None) -> None:
    """Forget events for good."""
    for runtime in _runtimes(service):
        with runtime.work() as work:
            statement = delete(FailedEvent).where(FailedEvent.id.in_(ids))
            number = work.session.execute(statement).rowcount  # type: ignore[attr-defined]
        click.echo(f"{runtime.manifest.name}: {number} dropped")


@events.command()
@click.argument("service")
@click.option("--organisation", help="Only records of, or naming people of, this organisation.")
@click.option("--to", "queue", help="Only to one reader, such as tavastia.reporting.")
def republish(service: str, organisation: str | None, queue: str | None) -> None:
    """Send the current state of everything that a service has published, tombstones too."""
    with _runtime(service) as runtime:
        click.echo(f"{service}: {republish_all(runtime, organisation, queue)} events are on their way")


@contextmanager
def _runtime(service: str) -> Iterator[Runtime]:
    runtime = Runtime.build(manifest(service), Settings.read(), "cli")
    try:
        yield runtime
    finally:
        runtime.database.dispose()


def _runtimes(service: str | None) -> Iterator[Runtime]:
    for name in [service] if service else manifests():
        with _runtime(name) as runtime:
            yield runtime


def _found(id: UUID, service: str | None) -> Iterator[tuple[Runtime, FailedEvent]]:
    for runtime in _runtimes(service):
        with runtime.sessions() as session:
            if kept := session.get(FailedEvent, id):
                yield runtime, kept


def _described(runtime: Runtime, kept: FailedEvent) -> dict[str, Any]:
    return {
        "service": runtime.manifest.name,
        "id": str(kept.id),
        "verdict": kept.verdict,
        "type": kept.type,
        "subject": kept.subject,
        "sender": kept.sender,
        "attempts": kept.attempts,
        "reason": kept.reason,
        "detail": kept.detail,
        "first_at": kept.first_at.isoformat(),
        "next_at": kept.next_at.isoformat() if kept.next_at else None,
    }


def _described_timer(runtime: Runtime, timer: Timer) -> dict[str, Any]:
    return {
        "service": runtime.manifest.name,
        "verdict": "dead timer" if timer.dead else "retrying timer",
        "type": timer.kind,
        "subject": timer.key,
        "attempts": timer.attempts,
        "reason": timer.reason,
    }
