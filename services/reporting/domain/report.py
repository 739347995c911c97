"""A report: columns, rows, and what the reader must know of them.

Titles are the edge's matter; here columns have codes. A value that may not be shown to an audience is `Hidden`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from uuid import UUID

ColumnKind = Literal[
    "text", "code", "year", "school_year", "date", "count", "hours", "percent", "organisation", "person", "group"
]


class Hidden(StrEnum):
    """A figure withheld from publication (dossier C.3-13)."""

    SMALL = "<5"
    SECONDARY = ".."


Value = str | int | Decimal | date | UUID | Hidden | None
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """A column's code and what its values are. An `extra` one is left out of tables where it is all zero."""

    code: str
    kind: ColumnKind
    extra: bool = False


@dataclass(frozen=True)
class Report:
    """Figures as known at the end of the as-of day. `notes` are codes of sentences for the reader."""

    kind: str
    as_of: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()

    def shown_columns(self) -> tuple[Column, ...]:
        """The columns of a table for people: extra ones only where they say something."""
        lines = self.rows if self.total is None else (*self.rows, self.total)
        return tuple(each for each in self.columns if not each.extra or any(line.get(each.code) for line in lines))


def summed(rows: Iterable[Row], codes: Iterable[str]) -> dict[str, int | Decimal]:
    """The sums of columns; what is not a number counts as nothing."""
    lines = list(rows)
    return {code: sum(number(line.get(code)) for line in lines) for code in codes}


def number(value: Value) -> int | Decimal:
    """A value as a number; zero where it is none."""
    return value if isinstance(value, int | Decimal) else 0
