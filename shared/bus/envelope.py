"""The envelope of an event: CloudEvents 1.0, structured JSON, and the outbox row that carries it.

`concerns` lists the organisations of everybody named, separated by commas; the relay adds a CC key for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import jsonschema_rs
import orjson

from shared.contracts import Aggregate, EventType, event_type, event_types_of
from shared.contracts.export import json_schema

if TYPE_CHECKING:
    from shared.database.mixins import Published
    from shared.work import UnitOfWork

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
CONTENT_TYPE = "application/cloudevents+json"
Contract = type[Aggregate]


@dataclass(frozen=True)
class Event:
    """An event that has passed the gate."""

    id: UUID
    source: str
    type: EventType
    subject: UUID
    time: datetime
    organisation: str
    version: int
    data: dict[str, Any]
    correlation: str | None = None
    causation: str | None = None
    body: bytes = b""

    @property
    def contract(self) -> Contract:
        return self.type.contract

    @property
    def gone(self) -> bool:
        return self.type.kind == "gone"


def read(attributes: dict[str, Any], body: bytes) -> Event:
    """An event from an envelope's attributes. KeyError, ValueError when they are not usable."""
    return Event(
        id=UUID(attributes["id"]),
        source=attributes["source"],
        type=event_type(attributes["type"]),
        subject=UUID(attributes["subject"]),
        time=datetime.fromisoformat(attributes["time"]),
        organisation=attributes["organisation"],
        version=attributes["version"],
        data=attributes["data"],
        correlation=attributes.get("correlationid"),
        causation=attributes.get("causationid"),
        body=body,
    )


def outbox_row(
    work: UnitOfWork,
    event_type: EventType,
    version: int,
    data: dict[str, Any],
    concerned: set[str],
    queue: str | None,
) -> dict[str, Any]:
    """The outbox row of an event. ValueError when `data` breaks the contract: nothing invalid is committed."""
    check(event_type, data)
    event_id, organisation = uuid4(), data["organisation"]
    envelope = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"/{work.settings.deployment}/{work.manifest.name}",
        "type": event_type.type,
        "subject": data["id"],
        "time": work.now.isoformat(),
        "datacontenttype": "application/json",
        "dataschema": event_type.dataschema,
        "organisation": organisation,
        "version": version,
        "concerns": ",".join(sorted(concerned)),
        "correlationid": work.correlation,
        **({"causationid": work.causation} if work.causation else {}),
        "data": data,
    }
    others = () if queue else sorted(concerned - {organisation})
    return {
        "event_id": event_id,
        "exchange": event_type.contract.stream,
        "routing_key": routing_key(event_type, organisation, queue),
        "cc": [routing_key(event_type, each) for each in others],
        "body": orjson.dumps(envelope),
    }


def routing_key(event_type: EventType, organisation: str, queue: str | None = None) -> str:
    """`group_confirmed.v1.hyria`; for one reader's queue alone `group_republished.v1.hyria.to.hub.reporting`."""
    key = f"{event_type.versioned_name}.{organisation}"
    return f"{key}.to.{queue}" if queue else key


def state_of(record: Published) -> dict[str, Any]:
    """The record's whole public state as JSON values."""
    state, schema = record.state(), _schema(record.contract)
    if unknown := state.keys() - schema.fields.keys():
        raise ValueError(f"{record.contract.__name__} has no field {', '.join(sorted(unknown))}")
    own = {"id": record.id, "organisation": record.organisation}
    dumped: dict[str, Any] = schema.dump(state | own)
    return dumped | {"occasions": record.occasions}


@cache
def _schema(contract: type[Aggregate]) -> Aggregate:
    return contract()


def check(event_type: EventType, data: dict[str, Any]) -> None:
    """Check `data` against its published JSON Schema. Raises InvalidData that names the field, never its value."""
    try:
        _validator(event_type.contract, event_type.kind == "gone").validate(data)
    except jsonschema_rs.ValidationError as error:
        path, rule = (".".join(map(str, each)) for each in (error.instance_path, error.schema_path[-1:]))
        raise InvalidData(event_type.type, f"data.{path}".rstrip("."), rule) from None


class InvalidData(ValueError):
    """The data of an event breaks its contract."""

    def __init__(self, type_: str, path: str, rule: str) -> None:
        super().__init__(f"{type_}: {path} breaks the rule {rule}")


@cache
def _validator(contract: type[Aggregate], gone: bool) -> Any:
    kind = "gone" if gone else "event"
    schema = json_schema(next(each for each in event_types_of(contract) if each.kind == kind))
    return jsonschema_rs.validator_for(_once(schema), formats=FORMATS, validate_formats=True)


def _is_instant(text: str) -> bool:
    return INSTANT.fullmatch(text) is not None and _is_read_by(datetime.fromisoformat, text)


def _is_day(text: str) -> bool:
    return _is_read_by(date.fromisoformat, text)


def _is_read_by(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


FORMATS = {"date-time": _is_instant, "date": _is_day}


def _once(rules: Any) -> Any:
    """The same rules without a format that a pattern beside it implies: each value is matched once."""
    if isinstance(rules, list):
        return [_once(each) for each in rules]
    if not isinstance(rules, dict):
        return rules
    implied = rules.get("format") == "uuid" and "pattern" in rules
    return {key: _once(value) for key, value in rules.items() if not (implied and key == "format")}
