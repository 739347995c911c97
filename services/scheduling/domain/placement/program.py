"""A question to a solver of linear programs with whole numbers, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

INFINITE = float("inf")


@dataclass
class Program:
    """Columns with what each unit of them is worth, and rows that bound sums of them. It is to be made largest."""

    worth: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, list[tuple[int, float]]]] = field(default_factory=list)

    def column(self, *, upper: float = 1.0, whole: bool = False, worth: float = 0.0) -> int:
        """A column from 0 to `upper`; its number."""
        self.worth.append(worth)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.worth) - 1

    def row(self, least: float, most: float, *parts: tuple[int, float]) -> None:
        """Least <= sum of the parts <= most."""
        self.rows.append((least, most, list(parts)))

    def relaxed(self, fixed: Mapping[int, float] | None = None) -> "Program":
        """The same without the demand for whole numbers, some columns fixed: quick, and never worth less."""
        given = fixed or {}
        lower = [given.get(number, each) for number, each in enumerate(self.lower)]
        upper = [given.get(number, each) for number, each in enumerate(self.upper)]
        return Program(self.worth, lower, upper, [False] * len(self.worth), self.rows)


@dataclass(frozen=True)
class Found:
    """Values of the columns (None: none found), the best that is still thinkable, and whether it was reached."""

    values: Sequence[float] | None
    bound: float
    proven: bool
    interrupted: bool = False


class Optimiser(Protocol):
    """Solves programs one after the other; `stopped` once it was told to stop or its time is up."""

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""

    def left(self) -> float:
        """Seconds left."""

    def at_least(self, seconds: float) -> None:
        """Allow some time for what comes next, whatever has been used."""

    def solve(self, program: Program, start: Mapping[int, float] | None = None) -> Found:
        """The best values that it finds in the time left."""

    def tell(self, stage: str, placed: int, bound: int) -> None:
        """Say how far the work has come."""
