"""The published language: one state schema per aggregate and major version, and the events that carry it."""

from shared.contracts import (  # noqa: F401  (register themselves)
    agreements,
    bulletins,
    mentors,
    people,
    registration,
    reporting,
    scheduling,
    shadowing,
)
from shared.contracts.base import (
    Aggregate,
    EventType,
    Tombstone,
    contract,
    contracts,
    event_type,
    event_types,
    event_types_of,
)

__all__ = [
    "Aggregate",
    "EventType",
    "Tombstone",
    "contract",
    "contracts",
    "event_type",
    "event_types",
    "event_types_of",
]
