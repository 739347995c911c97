"""What every contract has: an aggregate's public state, its stream, and the events that carry it.

A contract is a marshmallow class named `<Aggregate>V<major>`. Importing the module registers it.
Inside a major version only optional fields are added; a break is a new class beside the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from shared.contracts import fields as f

TYPE_PREFIX = "vertaisverkko"


class _Occasion(Schema):
    version = fields.Integer(required=True, metadata={"description": "version of the state in which it happened"})
    at = f.instant("when it happened (domain time)")


class Aggregate(Schema):
    """The whole public state of one record.

    `stream` is the exchange; `producer` the service that alone may write it ("*": every service);
    `events` maps each event's name to the sentence that says when it is sent.
    """

    producer: ClassVar[str]
    stream: ClassVar[str]
    aggregate: ClassVar[str]
    major: ClassVar[int] = 1
    events: ClassVar[Mapping[str, str]]

    id = f.identifier("id of the record; the subject of its events")
    organisation = f.slug("organisation that the record belongs to; it alone decides who acts and who mails")
    occasions = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[a-z_]+$")),
        values=fields.Nested(_Occasion),
        required=True,
        metadata={"description": "latest occurrence of everything that anybody may act on, by event name"},
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "aggregate" in cls.__dict__:
            _register(cls)


class Tombstone(Schema):
    """What remains of a record that is gone: it stays, and is republished."""

    id = f.identifier("id of the record that is gone")
    organisation = f.slug("organisation that the record belonged to")
    gone = fields.Boolean(required=True, validate=validate.Equal(True), metadata={"description": "always true"})


@dataclass(frozen=True)
class EventType:
    """An event: a name, the aggregate whose state it carries, and when it is sent."""

    name: str
    contract: type[Aggregate]
    sent_when: str
    kind: str = "event"  # or "republished", or "gone"

    @property
    def versioned_name(self) -> str:
        """`group_confirmed.v1`, the start of the routing key."""
        return f"{self.name}.v{self.contract.major}"

    @property
    def type(self) -> str:
        """`vertaisverkko.registration.group_confirmed.v1`, the CloudEvents type."""
        owner = self.contract.stream.split(".")[0]
        return f"{TYPE_PREFIX}.{owner}.{self.versioned_name}"

    @property
    def dataschema(self) -> str:
        """Address of the JSON Schema of `data`, relative to the published catalogue."""
        suffix = "-gone" if self.kind == "gone" else ""
        return f"schemas/{self.contract.aggregate}.v{self.contract.major}{suffix}.json"

    @cached_property
    def schema(self) -> Schema:
        """The writer's schema: unknown fields are refused."""
        return Tombstone(unknown=RAISE) if self.kind == "gone" else self.contract(unknown=RAISE)

    @cached_property
    def reader(self) -> Schema:
        """The reader's schema: unknown fields are left out."""
        return Tombstone(unknown=EXCLUDE) if self.kind == "gone" else self.contract(unknown=EXCLUDE)


_contracts: dict[tuple[str, str, int], type[Aggregate]] = {}
_event_types: dict[str, EventType] = {}


def _register(contract: type[Aggregate]) -> None:
    owner = contract.stream.split(".")[0]
    _contracts[(owner, contract.aggregate, contract.major)] = contract
    generated = {
        f"{contract.aggregate}_republished": ("republished", "Sent when the current state is asked for again."),
        f"{contract.aggregate}_gone": ("gone", "Sent when the record has been deleted; nothing undoes it."),
    }
    for name, sentence in contract.events.items():
        _add(EventType(name, contract, sentence))
    for name, (kind, sentence) in generated.items():
        _add(EventType(name, contract, sentence, kind))


def _add(event_type: EventType) -> None:
    if event_type.type in _event_types:
        raise ValueError(f"two contracts declare {event_type.type}")
    _event_types[event_type.type] = event_type


def contracts() -> list[type[Aggregate]]:
    """All registered contracts, in a stable order."""
    return [_contracts[key] for key in sorted(_contracts)]


def contract(owner: str, aggregate: str, major: int = 1) -> type[Aggregate]:
    """The contract of one aggregate; `owner` is the first part of its stream. KeyError when unknown."""
    return _contracts[(owner, aggregate, major)]


def event_types() -> list[EventType]:
    """All registered event types, in a stable order."""
    return [_event_types[key] for key in sorted(_event_types)]


def event_type(type_: str) -> EventType:
    """The event type of a CloudEvents type. KeyError when unknown."""
    return _event_types[type_]


def event_types_of(contract_: type[Aggregate]) -> list[EventType]:
    """The event types that carry this contract, with its republication and its tombstone."""
    return [each for each in event_types() if each.contract is contract_]
