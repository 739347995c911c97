"""Health and figures of an events process that has no web half: /livez, /readyz, /metrics."""

from collections.abc import Callable, Iterable
from typing import Any

import eventlet
import eventlet.wsgi
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def serve_health(address: str, faults: Callable[[], list[str]]) -> None:
    """Answer until the process ends. `faults` says why the process is not ready."""
    host, _, port = address.rpartition(":")
    listening = eventlet.listen((host.strip("[]"), int(port)))
    eventlet.wsgi.server(listening, application(faults), log_output=False, socket_timeout=10)


def application(faults: Callable[[], list[str]]) -> Callable[..., Iterable[bytes]]:
    """The three pages, as a WSGI application."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path, kind, status, body = environ["PATH_INFO"], "text/plain; charset=utf-8", "200 OK", b"ok\n"
        if path == "/readyz" and (found := faults()):
            status, body = "503 Service Unavailable", "".join(f"{each}\n" for each in found).encode()
        elif path == "/metrics":
            kind, body = CONTENT_TYPE_LATEST, generate_latest()
        elif path not in ("/livez", "/readyz"):
            status, body = "404 Not Found", b"not found\n"
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return answer
