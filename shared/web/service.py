"""The web half of a service: declare `name` and `routes`, nothing else.

    class Web(WebService):
        name = "scheduling"
        routes = (api.routes, pages.routes)

`due` and `next_due` are for a service that has something to do beside its timers, such as sending mails.
What the kit adds under `/<name>/` (home, sign-in, language, footer pages, API description) and `/livez` is served too.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar

from nameko.extensions import DependencyProvider
from werkzeug.wrappers import Response

from shared.bus.relay import Relay
from shared.plugins import manifest
from shared.settings import Settings
from shared.web.handling import Application
from shared.web.kit import Agenda, kit_routes
from shared.web.request import Http
from shared.web.routes import Routes
from shared.web.server import serve
from shared.work import Runtime, UnitOfWork


class Answering(DependencyProvider):
    """The application of the service over its runtime, and the relay of what its requests commit."""

    def setup(self) -> None:
        runtime = self.container.config.get("runtime")
        if runtime is None:
            runtime = Runtime.build(manifest(self.container.service_name), Settings.read())
        declared = self.container.service_cls
        self.application = application(runtime, declared.routes, Agenda(declared.due, declared.next_due))
        self.relay = Relay(runtime)

    def start(self) -> None:
        self.container.spawn_managed_thread(self.relay.run)

    def stop(self) -> None:
        self.relay.stop()

    def get_dependency(self, worker_ctx: Any) -> Application:
        return self.application


class WebService:
    """Base of every service's `Web`."""

    name: ClassVar[str]
    routes: ClassVar[Iterable[Routes]] = ()
    due: ClassVar[Callable[[UnitOfWork], int]] = Agenda.due
    next_due: ClassVar[Callable[[UnitOfWork], datetime | None]] = Agenda.next_due
    application = Answering()

    @serve
    def respond(self, http: Http) -> Response:
        """Every request of the service."""
        return self.application.respond(http)


def application(runtime: Runtime, routes: Iterable[Routes], agenda: Agenda | None = None) -> Application:
    """A service's routes and the kit's, as a WSGI application; tests call it without a server."""
    own = tuple(routes)
    return Application(runtime, [*own, kit_routes(runtime.manifest, own, agenda or Agenda())])
