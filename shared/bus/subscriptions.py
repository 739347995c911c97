"""What a service declares in its `subscriptions.py`: projections, effects, read models and timers.

Guaranteed to an effect: it runs at least once per occasion, only where this deployment acts for the record's
organisation, in the transaction that updates the projection. Not guaranteed: order, or exactly one run.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from shared.contracts import Aggregate, event_types_of
from shared.contracts.people import ErasureV1, PersonV1
from shared.people.tables import KnownErasure, Person

Function = TypeVar("Function", bound=Callable[..., None])


KITS: dict[type[Aggregate], type[Any]] = {PersonV1: Person, ErasureV1: KnownErasure}


class NotYet(Exception):
    """Something that an effect needs has not arrived; the event waits for it and is woken by its arrival."""

    def __init__(self, contract: type[Aggregate], record_id: UUID) -> None:
        self.contract, self.record_id = contract, record_id
        super().__init__(f"waits for {contract.aggregate} {record_id}")


@dataclass(frozen=True)
class Occasion:
    """Something that happened to a record: its event's name, the version of the state, and when (domain time)."""

    name: str
    version: int
    at: datetime


@dataclass
class Subscriptions:
    """The foreign aggregates that a service keeps, and what follows from them."""

    tables: dict[type[Aggregate], type[Any]] = field(default_factory=dict)
    effects: dict[type[Aggregate], list[tuple[str, Callable[..., None]]]] = field(default_factory=dict)
    derived: dict[type[Aggregate], list[Callable[..., None]]] = field(default_factory=dict)

    def project(self, contract: type[Aggregate], table: type[Any]) -> None:
        """Keep the newest state of every record of a contract in a table."""
        self.tables[contract] = table

    def on(self, contract: type[Aggregate], *event_names: str) -> Callable[[Function], Function]:
        """Run a function for each occasion of these names; `<aggregate>_gone` is one of them."""
        known = {each.name for each in event_types_of(contract) if each.kind != "republished"}
        if unknown := set(event_names) - known:
            raise LookupError(f"{contract.__name__} has no event named {', '.join(sorted(unknown))}")

        def declare(function: Function) -> Function:
            self.effects.setdefault(contract, []).extend((name, function) for name in event_names)
            return function

        return declare

    def derive(self, contract: type[Aggregate]) -> Callable[[Function], Function]:
        """Run a function after every applied state, acting or observing, to keep a read model."""

        def declare(function: Function) -> Function:
            self.derived.setdefault(contract, []).append(function)
            return function

        return declare

    def table(self, contract: type[Aggregate]) -> type[Any] | None:
        """The table of a contract's projection; cards and erasures of people are kept in every service."""
        return self.tables.get(contract) or KITS.get(contract)


@dataclass
class Timers:
    """What a service does when a time that it set has come."""

    kinds: dict[str, Callable[..., None]] = field(default_factory=dict)

    def on(self, kind: str) -> Callable[[Function], Function]:
        """Run `function(work, key)` when domain time reaches a timer of this kind."""

        def declare(function: Function) -> Function:
            self.kinds[kind] = function
            return function

        return declare
