"""What a process is made of: rows, deadlines, forms; frozen, so that nothing changes it while it runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypeVar

from services.shadowing.domain.forms import FormOf

When = TypeVar("When", bound=date)


@dataclass(frozen=True)
class Transition:
    """One row of the process. `when` chooses between rows of a command; every guard must hold."""

    command: str
    who: tuple[str, ...]
    source: tuple[str, ...]
    target: str | None  # None: the state stays
    event: str | None = None
    when: str | None = None
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """A number of calendar days after something, or before it."""

    days: int
    counted: str
    before: bool = False

    def on(self, day: When) -> When:
        """The day (or instant) of the deadline, of what it is counted from."""
        return day + timedelta(days=-self.days if self.before else self.days)


@dataclass(frozen=True)
class Process:
    """The whole process. `leave_out` names what can be left out of it, and the commands and guards that go then."""

    stages: Mapping[int, str]
    stage_of: Mapping[str, int]
    final: frozenset[str]
    transitions: tuple[Transition, ...]
    deadlines: Mapping[str, Deadline]
    forms: Mapping[str, FormOf]
    leave_out: Mapping[str, frozenset[str]]
    without: frozenset[str] = field(default=frozenset())

    @property
    def supervisors_confirm(self) -> bool:
        """Whether a decision needs the supervisors' answers."""
        return "supervisors_confirmation" not in self.without

    def __post_init__(self) -> None:
        for name in ("stages", "stage_of", "deadlines", "forms", "leave_out"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
