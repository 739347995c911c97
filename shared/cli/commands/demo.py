"""`vertais demo`: the season, played through real HTTP and real events in a stack of its own."""

import signal
import sys

import click
from rich.console import Console

from shared.cli.stack import Stack, StackFailed
from shared.cli.stack.services import installed


@click.command()
def demo() -> None:
    """Start a fresh stack, play the season, stop; the reports stay in .vertais/demo/reports."""
    sys.exit(play(stay=False))


def play_and_stay() -> int:
    return play(stay=True)


def play(stay: bool) -> int:
    console = Console()
    stack = Stack("demo", services=installed(), clock="settable", disposable=True)
    try:
        with stack:
            code = season(stack, console, stays=stay)
            if stay and code == 0:
                wait_for_end(stack, console)
    except StackFailed as fault:
        console.print(str(fault), markup=False)
        return 1
    return code


def season(stack: Stack, console: Console, *, stays: bool) -> int:
    from shared.cli import demo as script

    stack.instance.reports.mkdir(parents=True, exist_ok=True)
    console.print(f"The stack is up: {stack.base_url}")
    return script.play(stack.base_url, stack.instance.reports, console, stays=stays)


def wait_for_end(stack: Stack, console: Console) -> None:
    console.print(f"{stack.base_url} stays up until Ctrl-C; mails are in {stack.inbox_url}")
    while stack.is_running and signal.sigtimedwait({signal.SIGINT, signal.SIGTERM}, 1) is None:
        pass
