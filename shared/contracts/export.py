"""The published language as documents: JSON Schema 2020-12, AsyncAPI 3.0, and a readable catalogue.

Everything is derived from the contracts and the manifests; `vertais contracts export --check` fails when the
committed documents differ.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from shared.contracts.base import Aggregate, EventType, Tombstone, contracts, event_types, event_types_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
DATE_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
EXAMPLES = Path(__file__).parent / "examples"


def _inline(schema: Any) -> Any:
    """No name: apispec then writes a nested schema in its place."""
    return None


@cache
def _converter() -> Any:
    plugin = MarshmallowPlugin(schema_name_resolver=_inline)
    APISpec("contracts", "1", "3.1.0", plugins=[plugin])
    return plugin.converter


def json_schema(event_type: EventType) -> dict[str, Any]:
    """The JSON Schema of an event's `data`, as readers check it: unknown fields are allowed."""
    source = Tombstone() if event_type.kind == "gone" else event_type.contract()
    title = f"{event_type.contract.__name__}{' tombstone' if event_type.kind == 'gone' else ''}"
    document = _readable(_converter().schema2jsonschema(source))
    return {"$schema": DIALECT, "$id": event_type.dataschema, "title": title, **document}


def _readable(node: Any) -> Any:
    """Drop what only writers obey, and say by pattern what validators often ignore as format."""
    if isinstance(node, list):
        return [_readable(each) for each in node]
    if not isinstance(node, dict):
        return node
    found = {key: _readable(value) for key, value in node.items() if not _writers_only(key, value)}
    if found.get("format") == "uuid":
        found["pattern"] = UUID_PATTERN
    if found.get("format") == "date":
        found["pattern"] = DATE_PATTERN
    if "null" in found.get("type", ()) and "enum" in found and None not in found["enum"]:
        found["enum"] = [*found["enum"], None]
    return found


def _writers_only(key: str, value: Any) -> bool:
    return (key == "additionalProperties" and value is False) or (key == "default" and value is None)


def example(contract: type[Aggregate]) -> dict[str, Any]:
    """The example state of a contract, from its file."""
    path = EXAMPLES / f"{contract.aggregate}.v{contract.major}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def schemas() -> dict[str, dict[str, Any]]:
    """All JSON Schemas by file name."""
    return {each.dataschema: json_schema(each) for each in event_types()}


def asyncapi(manifests: dict[str, Any]) -> dict[str, Any]:
    """The AsyncAPI 3.0 document: one channel per contract, who sends and who receives."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Vertaisverkko events",
            "version": "1.0.0",
            "description": "Every event carries the whole public state of one record (CloudEvents 1.0, structured).",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {_channel(each): _channel_object(each) for each in contracts()},
        "operations": _operations(manifests),
        "components": {"messages": {each.name: _message(each) for each in event_types()}},
    }


def _channel(contract: type[Aggregate]) -> str:
    return f"{contract.stream}/{contract.aggregate}.v{contract.major}"


def _pointer(*parts: str) -> str:
    return "#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def _channel_object(contract: type[Aggregate]) -> dict[str, Any]:
    carried = event_types_of(contract)
    return {
        "address": "{event}." + f"v{contract.major}." + "{organisation}",
        "description": (contract.__doc__ or "").strip(),
        "parameters": {
            "event": {"enum": [each.name for each in carried]},
            "organisation": {"description": "organisation of the record, or of a person named in it"},
        },
        "messages": {each.name: {"$ref": _pointer("components", "messages", each.name)} for each in carried},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": contract.stream, "type": "topic", "durable": True, "vhost": "vertais"},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _message(event_type: EventType) -> dict[str, Any]:
    return {
        "name": event_type.type,
        "summary": event_type.sent_when,
        "contentType": "application/cloudevents+json",
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "time", "organisation", "version", "data"],
            "properties": {"type": {"const": event_type.type}, "data": {"$ref": event_type.dataschema}},
        },
    }


def _operations(manifests: dict[str, Any]) -> dict[str, Any]:
    operations: dict[str, Any] = {}
    for name, manifest in manifests.items():
        for contract in manifest.publishes:
            operations[f"{name}.send.{contract.aggregate}.v{contract.major}"] = _operation("send", contract)
        for contract in manifest.subscribes:
            operations[f"{name}.receive.{contract.aggregate}.v{contract.major}"] = _operation("receive", contract)
    return operations


def _operation(action: str, contract: type[Aggregate]) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": _pointer("channels", _channel(contract))}}


def catalogue(manifests: dict[str, Any]) -> str:
    """The readable catalogue, Markdown."""
    parts = ["# Events\n", "Generated from the contracts; do not edit. `vertais contracts export` writes it.\n"]
    parts += [_chapter(each, manifests) for each in contracts()]
    return "\n".join(parts)


def _chapter(contract: type[Aggregate], manifests: dict[str, Any]) -> str:
    senders = [name for name, each in manifests.items() if contract in each.publishes]
    readers = [name for name, each in manifests.items() if contract in each.subscribes]
    lines = [
        f"## {contract.aggregate} (`{contract.stream}`, version {contract.major})\n",
        f"{_prose(contract)}\n",
        f"Sent by {', '.join(senders) or 'nobody'}; read by {', '.join(readers) or 'nobody yet'}.\n",
        "| event | sent when |\n|---|---|",
        *(f"| `{each.versioned_name}` | {each.sent_when} |" for each in event_types_of(contract)),
        "\n| field | type | meaning |\n|---|---|---|",
        *_field_rows(contract),
        "\nExample:\n",
        "```json\n" + json.dumps(example(contract), ensure_ascii=False, indent=2) + "\n```\n",
    ]
    return "\n".join(lines)


def _prose(contract: type[Aggregate]) -> str:
    return " ".join((contract.__doc__ or "").split())


def _field_rows(contract: type[Aggregate]) -> list[str]:
    document = _readable(_converter().schema2jsonschema(contract()))
    return [
        f"| `{name}` | {_type(field)} | {field.get('description', '')} |"
        for name, field in document["properties"].items()
    ]


def _type(field: dict[str, Any]) -> str:
    kinds = field.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "enum" in field:
        return " \\| ".join(f"`{each}`" for each in field["enum"] if each is not None)
    if kinds == ["array"]:
        return f"list of {_type(field.get('items', {}))}"
    return " or ".join(field.get("format", kind) if kind == "string" else kind for kind in kinds)


def documents(manifests: dict[str, Any]) -> dict[str, str]:
    """Every document by its path below `docs/events/`."""
    found = {path: _dump(document) for path, document in schemas().items()}
    return {**found, "asyncapi.json": _dump(asyncapi(manifests)), "README.md": catalogue(manifests)}


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
