"""OpenAPI 3.1 of a service, worked out from its routes and schemas."""

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from shared.plugins import Manifest
from shared.web.routes import Route

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable name of what went wrong"},
        "detail": {"type": "string", "description": "what to do, in the reader's language"},
        "id": {"type": "string", "format": "uuid"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
}
_PARAMETER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_TYPES = {"uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer"}, "date": {"type": "string"}}


def specification(manifest: Manifest, routes: list[Route]) -> dict[str, Any]:
    """The document of a service's JSON API."""
    spec = APISpec(
        title=f"Vertaisverkko: {manifest.titles.get('en', manifest.name)}",
        version="1",
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(schema_name_resolver=_name)],
    )
    spec.components.schema("Problem", PROBLEM)
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": "vertais_session"})
    operations: dict[str, dict[str, Any]] = {}
    for each in routes:
        if each.kind == "api":
            path = _PARAMETER.sub(r"{\2}", each.path)
            operations.setdefault(path, {})[each.methods[0].lower()] = _operation(each)
    for path, found in operations.items():
        spec.path(path=path, operations=found)
    document: dict[str, Any] = spec.to_dict()
    return document


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": route.handler.__name__,
        "parameters": [*_path_parameters(route.path), *_query_parameters(route)],
        "responses": _responses(route),
        "security": [{"session": []}] if route.access.kind == "signed_in" else [],
    }
    if route.body_schema is not None:
        content = {"application/json": {"schema": route.body_schema}}
        operation["requestBody"] = {"required": True, "content": content}
    if route.handler.__doc__:
        operation["description"] = route.handler.__doc__.strip()
    return operation


def _responses(route: Route) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    done: dict[str, Any] = {"description": "Done"}
    if route.response_schema is not None:
        done["content"] = {"application/json": {"schema": route.response_schema}}
    return {str(route.status): done, "default": {"description": "Not done", "content": problem}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _TYPES.get(kind, {"type": "string"})}
        for kind, name in _PARAMETER.findall(path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    return [{"in": "query", "schema": route.query_schema}] if route.query_schema is not None else []


def _name(schema: Schema | type[Schema] | str) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")
