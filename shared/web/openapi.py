"""OpenAPI 3.1 of a service, worked out from its routes and schemas."""

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema, fields

from shared.plugins import Manifest
from shared.web.examples import UUID, example_of_answer, example_to_send
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
REFUSALS = {
    400: "The body is not JSON",
    401: "Nobody has signed in",
    403: "This person may not do it, or another site has sent the request",
    404: "It does not exist, or is not this reader's to see",
    409: "It cannot be done as things stand now; the code says why",
    410: "The link, or what it was for, is over",
    413: "The body is too large",
    415: "The body is of another type",
    422: "Something in the body is not right; errors has the texts by field",
    429: "Too many of these in a short time",
    503: "The service cannot be reached just now; Retry-After says when to try again",
}
_PARAMETER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_TYPES = {"uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer"}, "date": {"type": "string"}}


def specification(manifest: Manifest, routes: list[Route]) -> dict[str, Any]:
    """The document of a service's JSON API."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec(
        title=f"Vertaisverkko: {manifest.titles.get('en', manifest.name)}",
        version="1",
        openapi_version="3.1.0",
        plugins=[plugin],
    )
    plugin.map_to_openapi_type(fields.Decimal, "string", "decimal")  # an exact number is a text in JSON
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
        example = example_to_send(route.body_schema)
        content = {"application/json": {"schema": route.body_schema, "example": example}}
        operation["requestBody"] = {"required": True, "content": content}
    if route.handler.__doc__:
        operation["description"] = route.handler.__doc__.strip()
    return operation


def _responses(route: Route) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "Done"}
    if route.response_schema is not None:
        example = example_of_answer(route.response_schema)
        done["content"] = {"application/json": {"schema": route.response_schema, "example": example}}
    return {str(route.status): done, **{str(each): _refusal(each) for each in _refusals(route)}}


def _refusal(status: int) -> dict[str, Any]:
    said = {
        "type": "about:blank",
        "title": REFUSALS[status],
        "status": status,
        "code": "code",
        "detail": "",
        "id": UUID,
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": REFUSALS[status],
        "content": {"application/problem+json": {"schema": schema, "example": said}},
    }


def _refusals(route: Route) -> list[int]:
    """The statuses with which a route may answer beside the good one."""
    changes, has_body = route.methods[0] != "GET", route.body_schema is not None
    found = {404, 503}
    found |= {401, 403} if route.access.kind == "signed_in" else set()
    found |= {403, 409, 413, 422} if changes else set()
    found |= {410} if changes or route.access.kind == "link" else set()
    found |= {429} if changes and route.access.kind != "signed_in" else set()
    found |= {400, 415} if has_body else set()
    return sorted(found | ({422} if route.query_schema is not None else set()))


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
