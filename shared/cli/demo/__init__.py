"""The season of `make demo`: autumn 2013 in the Opelix network, through public HTTP interfaces only."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import requests
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from shared.cli.demo import closing, meeting, pair_period, registering
from shared.cli.demo.browser import Unexpected
from shared.cli.demo.season import Act, Season
from shared.cli.demo.season import play as play_acts
from shared.cli.demo.timeline import NeverSettled
from shared.clock import HELSINKI

FAULTS = (Unexpected, NeverSettled, requests.RequestException, LookupError)


def play(base_url: str, reports: Path, console: Console, *, stays: bool = False) -> int:
    """Play the season against a running network whose clock may be set; the exit code.

    Mails are read from the development inbox at `/inbox`; reports are written into a folder. When the network stays
    up afterwards, links to sign in are printed.
    """
    columns = (SpinnerColumn(), BarColumn(30), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting")
        season = Season(base_url, reports, _teller(progress), _mover(progress, bar))
        acts = script(season)
        progress.update(bar, total=len(acts))
        try:
            season.mailbox.empty()
            play_acts(season, acts, lambda: progress.advance(bar))
            found = closing.check(season)
        except FAULTS as fault:
            progress.console.print(f"The season stopped on {season.timeline.now:%Y-%m-%d %H:%M}: {fault}", markup=False)
            return 1
    closing.summary(season, found, console)
    if stays:
        closing.sign_in_links(season, console)
    return 0


def script(season: Season) -> list[Act]:
    """All acts of the season."""
    return [*registering.acts(), *meeting.acts(season), *pair_period.acts(), *closing.acts()]


def _mover(progress: Progress, bar: TaskID) -> Callable[[datetime], None]:
    def moved(now: datetime) -> None:
        progress.update(bar, description=f"{now.astimezone(HELSINKI):%d.%m.%Y %H:%M}")

    return moved


def _teller(progress: Progress) -> Callable[[str], None]:
    return lambda text: progress.console.print(text, highlight=False, markup=False)
