"""The autumn 2013 season: acts in the order of domain time, each done by a person through a page or the API."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from shared.cli.demo.cast import Cast
from shared.cli.demo.mailbox import Mailbox
from shared.cli.demo.timeline import Timeline, local

SERVICES = ("registration", "scheduling", "shadowing", "notifications", "reporting")


@dataclass
class Season:
    """What the acts share: the people, their mails, the clocks, and what has been made so far."""

    base_url: str
    reports: Path
    tell: Callable[[str], None]
    on_move: Callable[[datetime], None]
    services: tuple[str, ...] = SERVICES
    calls: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    period: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(self.base_url)
        self.cast = Cast(self.base_url, self.mailbox)
        self.timeline = Timeline(self.base_url, self.services, self.on_move)

    @property
    def manager(self) -> Any:
        """The project manager's browser."""
        return self.cast.signed_in("PM")

    @property
    def mentor(self) -> Any:
        """The mentor's browser."""
        return self.cast.signed_in("MENTOR-1")

    @cached_property
    def ids_by_email(self) -> dict[str, str]:
        """Everybody's id; asked once, when all have registered."""
        return {each["email"]: each["id"] for each in self.manager.call("GET", "/api/registration/v1/people")}

    def members(self, group: str) -> list[dict[str, Any]]:
        """Those whom the season seats in a group."""
        return [each for each in self.cast.registrants if each["outcome"] == group]


@dataclass(frozen=True)
class Act:
    """Something that somebody does at a moment, Finnish time."""

    at: str
    what: str
    do: Callable[[Season], None]


def play(season: Season, acts: Iterable[Act], advance: Callable[[], None]) -> None:
    """Do the acts one after the other; between them domain time moves, and everything settles."""
    for act in sorted(acts, key=lambda each: each.at):
        season.timeline.advance(local(act.at))
        season.tell(f"{act.at}  {act.what}")
        act.do(season)
        season.timeline.settle()
        advance()
