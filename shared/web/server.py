"""The HTTP server inside nameko: eventlet's, with limits, and one entrypoint for the whole route table.

Every request runs in one nameko worker. Whatever happens, the client gets an answer; a client that sends too slowly,
too much or not HTTP is dropped.
"""

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


class Server(WebServer):
    """Listens on the settings' address; the configuration's `runtime` has precedence over the environment."""

    @property
    def bind_addr(self) -> Any:
        return parse_address(self.container.config["WEB_SERVER_ADDRESS"])

    def get_wsgi_app(self) -> Any:
        return self._respond

    def get_wsgi_server(self, sock: Any, wsgi_app: Any, protocol: Any = HttpOnlyProtocol, debug: bool = False) -> Any:
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
