"""`/livez`, `/readyz` and `/metrics` at the root of the port, which the gateway does not pass on.

Live: the process answers. Ready: the database answers and its migrations are those of this code. The broker is not
asked, because pages work without it.
"""

from collections.abc import Callable
from typing import Any

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from shared.database.migrate import behind
from shared.work import Runtime


def health(runtime: Runtime) -> dict[str, Callable[[], Response]]:
    """What answers at each path of the port's root."""
    return {"/livez": _live, "/readyz": lambda: _ready(runtime), "/metrics": _metrics}


def _live() -> Response:
    return _json({"live": True}, 200)


def _ready(runtime: Runtime) -> Response:
    checks = database_checks(runtime)
    ready = all(checks.values())
    return _json({"ready": ready, "checks": checks}, 200 if ready else 503)


def database_checks(runtime: Runtime) -> dict[str, bool]:
    """Whether the database answers, and whether its migrations are those of this code."""
    try:
        with runtime.database.connect() as connection:
            connection.execute(text("SET LOCAL statement_timeout = '2s'"))
            return {"database": True, "migrations": not behind(connection, runtime.manifest)}
    except SQLAlchemyError:
        return {"database": False}


def _metrics() -> Response:
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _json(content: dict[str, Any], status: int) -> Response:
    return Response(orjson.dumps(content), status, content_type="application/json")
