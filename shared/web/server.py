"""The HTTP server inside nameko: eventlet's, with limits, and one entrypoint for the whole route table.

Every request runs in one nameko worker. Whatever happens, the client gets an answer; a client that sends too slowly,
too much or not HTTP is dropped.
"""

from contextlib import suppress
from io import BytesIO
from typing import Any

from eventlet import wsgi
from eventlet.event import Event
from nameko.extensions import Entrypoint
from nameko.web.server import HttpOnlyProtocol, WebServer, parse_address
from werkzeug.wrappers import Response

from shared.web.request import MEBIBYTE, Http

_SILENCE_SECONDS = 30
KEEPALIVE_SECONDS = 20
"""Longer than the gateway keeps an idle connection: a request must not meet a service that is just closing it."""
_LONGEST_URL = 4096
"""A longer request line is answered by 414."""


_REFUSED = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Protocol(HttpOnlyProtocol):
    """One client's connection; what is no HTTP is refused in short and written nowhere."""

    def _read_request_line(self) -> Any:
        """The next line; nothing from who says nothing, or begins with what no method begins with, as TLS does."""
        first = b""
        with suppress(OSError):
            self.connection.settimeout(KEEPALIVE_SECONDS)
            first = self.rfile.peek(1)[:1]
        if first.isalpha() or first in (b"\r", b"\n"):
            return super()._read_request_line()
        if first:
            self.wfile.write(_REFUSED)
        return b""

    def parse_request(self) -> bool:
        """Of HTTP/1.1 one Host is needed, of HTTP/1.0 it may be missing (RFC 9112, 3.2)."""
        if not super().parse_request():
            return False
        hosts = len(self.headers.get_all("Host", []))
        if hosts == 1 or (hosts == 0 and self.request_version == "HTTP/1.0"):
            return True
        self.send_error(400)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.close_connection = True
        self.wfile.write(_REFUSED)

    def log_message(self, format: str, *args: Any) -> None:
        """What a client sent may hold a link or a name: it goes into no log."""


class Server(WebServer):
    """Listens on the settings' address; the configuration's `runtime` has precedence over the environment."""

    @property
    def bind_addr(self) -> Any:
        return parse_address(self.container.config["WEB_SERVER_ADDRESS"])

    def get_wsgi_app(self) -> Any:
        return self._respond

    def get_wsgi_server(self, sock: Any, wsgi_app: Any, protocol: Any = Protocol, debug: bool = False) -> Any:
        return wsgi.Server(
            sock,
            sock.getsockname(),
            wsgi_app,
            protocol=protocol,
            debug=debug,
            log_output=False,
            url_length_limit=_LONGEST_URL,
            socket_timeout=_SILENCE_SECONDS,
            keepalive=KEEPALIVE_SECONDS,
        )

    def _respond(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ.get("HTTP_TRANSFER_ENCODING"):
            _gather_chunks(environ)
        (entrypoint,) = self._providers
        return entrypoint.respond(Http(environ))(environ, start_response)


def _gather_chunks(environ: dict[str, Any]) -> None:
    """A chunked body as one of known length; of one that is too long only as much as shows it."""
    body = b""
    try:
        while len(body) <= MEBIBYTE and (more := environ["wsgi.input"].read(MEBIBYTE + 1 - len(body))):
            body += more
    except (ValueError, OSError):
        body = b"\0"
    del environ["HTTP_TRANSFER_ENCODING"]
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = BytesIO(body)


class Serve(Entrypoint):
    """Hands each request to the service's method in a worker of its own, and waits for the answer."""

    server = Server()

    def setup(self) -> None:
        self.server.register_provider(self)

    def stop(self) -> None:
        self.server.unregister_provider(self)
        super().stop()

    def respond(self, http: Http) -> Response:
        """The worker's answer; 500 without content if the worker was killed."""
        done = Event()

        def finish(_context: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            done.send(result if exc_info is None else Response(status=500))
            return result, exc_info

        self.container.spawn_worker(self, (http,), {}, handle_result=finish)
        response: Response = done.wait()
        return response


serve = Serve.decorator
