"""What a service's `privacy.py` says of its tables: whose a row is, and what it tells in words.

kept = (
    Kept(Registration, N_("Registrations"), "person_id", facts=((N_("Sent"), "submitted_at"),)),
    Named(Registration, N_("Registrations that name you as supervisor"), ("supervisor_id",)),
)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from shared.plugins import Manifest

DELETE, KEEP, COPY = "delete", "keep", "copy"
Fact = tuple[str, str | Callable[[Any], Any]]
Whose = Callable[[Collection[UUID]], ColumnElement[bool]]


@dataclass(frozen=True)
class Kept:
    """Rows about one person each. `whose` is the column with the person's id, or a condition made of ids.

    `on_erasure`: the row goes (`DELETE`), stays with the id alone because a duty keeps it (`KEEP`, or a function that
    takes the texts out first: `(work, row)`), or follows its owner in another service (`COPY`). `retention` is the
    class (`shared.privacy.classes`) whose time runs from the day `since`.
    """

    table: Any
    title: str
    whose: str | Whose
    facts: tuple[Fact, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    on_erasure: str | Callable[[Any, Any], None] = DELETE
    retention: str = "account"
    since: Callable[[Any], date | None] | None = None

    def of(self, ids: Collection[UUID]) -> Select[Any]:
        """The rows of a person, known by any of these ids."""
        return select(self.table).where(self.condition(ids)).order_by(*self.table.__table__.primary_key)

    def condition(self, ids: Collection[UUID]) -> ColumnElement[bool]:
        """What is true of the rows of one of these ids."""
        if callable(self.whose):
            return self.whose(ids)
        found: ColumnElement[bool] = getattr(self.table, self.whose).in_(ids)
        return found


@dataclass(frozen=True)
class Named:
    """Rows about others, or about a group, that name people by id: only their number is told."""

    table: Any
    title: str
    columns: tuple[str, ...] | Whose

    def condition(self, ids: Collection[UUID]) -> ColumnElement[bool]:
        """What is true of the rows that name one of these ids."""
        if callable(self.columns):
            return self.columns(ids)
        return or_(*(_names(getattr(self.table, each), ids) for each in self.columns))


Declared = Kept | Named


def _names(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.overlap(list(ids)) if isinstance(column.type, ARRAY) else column.in_(ids)
    return found


def declared(manifest: Manifest) -> tuple[Declared, ...]:
    """What a service says that it keeps; nothing where it has no `privacy.py`."""
    if find_spec(f"{manifest.package}.privacy") is None:
        return ()
    found: tuple[Declared, ...] = manifest.load("privacy").kept
    return found
