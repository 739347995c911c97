"""What a service's `privacy` says of each table's time: which class, counted from what, and what happens then.

retention = (
    Rule(Mail, "messages", Mail.sent_at),
    Rule(Followup, "pair_texts", closed, act=without_texts, where=has_texts),
    Stays(Call, "what was offered; of people the contact's id alone"),
)

Every table has a rule, or a reason to stay; a projection follows what its owner publishes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, Integer, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import INTERVAL

from shared.clock import HELSINKI
from shared.network import Network
from shared.plugins import Manifest
from shared.privacy.classes import PERIOD, period_of


@dataclass(frozen=True)
class Rule:
    """Rows of a table that go, or lose something, when the time of their class is over.

    `since` is the day or instant from which the time runs, as SQL; while it is NULL the time has not begun. `where`
    leaves out what is needed still, and what has been dealt with. `act(work, row)` makes a row anonymous; without it
    the row is removed, with a tombstone where it was published. `organisation` is whose times hold: the row's own, else
    the network's. `real` counts in real time, as signing in does. `dated`: `since` is itself the last day.
    `not_before`: a day to the end of which a row is kept, whatever its class says.
    """

    table: Any
    retention: str
    since: Any
    where: ColumnElement[bool] | None = None
    act: Callable[[Any, Any], None] | None = None
    organisation: Any = None
    real: bool = False
    dated: bool = False
    not_before: Any = None

    @property
    def owner(self) -> Any:
        """Whose times hold, as SQL; None: the network's."""
        return self.organisation if self.organisation is not None else getattr(self.table, "organisation", None)

    def ends(self, network: Network) -> ColumnElement[Any]:
        """The last day on which a row may be kept, as SQL."""
        begun = day_of(self.since)
        if self.dated:
            return begun
        usual = _interval(period_of(network, self.retention))
        own = {
            slug: _interval(known.retention[self.retention])
            for slug, known in network.organisations.items()
            if self.retention in known.retention
        }
        period = case(own, value=self.owner, else_=usual) if own and self.owner is not None else usual
        return begun + period if self.not_before is None else func.greatest(begun + period, self.not_before)


@dataclass(frozen=True)
class Stays:
    """A table whose rows have no time of their own, and why."""

    table: Any
    why: str


@dataclass(frozen=True)
class Follows:
    """A table whose rows go with something else, and with what."""

    table: Any
    what: str


Ruling = Rule | Stays | Follows


def retention_of(manifest: Manifest) -> tuple[Ruling, ...]:
    """What a service says of its own tables; nothing where it has no `privacy`."""
    if find_spec(f"{manifest.package}.privacy") is None:
        return ()
    found: tuple[Ruling, ...] = manifest.load("privacy").retention
    return found


def beforehand_of(manifest: Manifest) -> tuple[Callable[[Any], None], ...]:
    """What a service does each night before its rules are applied, each in a unit of work of its own."""
    if find_spec(f"{manifest.package}.privacy") is None:
        return ()
    found: tuple[Callable[[Any], None], ...] = getattr(manifest.load("privacy"), "beforehand", ())
    return found


def of_owner(column: Any, owner: Any, key: Any, *conditions: ColumnElement[bool]) -> Any:
    """Something of the record `owner` whose id the row has in `key`, as SQL; NULL where the conditions do not hold."""
    return select(column).where(owner.id == key, *conditions).correlate_except(owner).scalar_subquery()


def day_of(since: Any) -> ColumnElement[Any]:
    """A date as it is; of an instant the day in Finland."""
    return cast(func.timezone(HELSINKI.key, since), Date) if isinstance(since.type, DateTime) else since


def end_of_year(year: Any) -> ColumnElement[Any]:
    """The last day of a calendar year, of a column with the year."""
    return func.make_date(cast(year, Integer), 12, 31, type_=Date())


def happened(table: Any, *names: str) -> ColumnElement[Any]:
    """When the latest of these last happened to a published record; NULL when none has."""
    times = [cast(table.occasions[each]["at"].astext, DateTime(timezone=True)) for each in names]
    return func.greatest(*times, type_=DateTime(timezone=True)) if len(times) > 1 else times[0]


def _interval(period: str) -> ColumnElement[Any]:
    if PERIOD.fullmatch(period) is None:
        raise ValueError(period)
    return cast(literal(period), INTERVAL)
