"""A service's route table: pages, forms, buttons and the JSON API, each one function.

Every handler runs in one unit of work that is committed after it returns; GET and HEAD cannot change anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from marshmallow import Schema

from shared.web.access import Access

Handler = Callable[..., Any]
SchemaOf = Callable[..., Schema]
"""`(work, **path values) -> schema`: of a form whose questions depend on what it is about."""


@dataclass(eq=False)
class Route:
    """One address and what it does. `submit` of a form takes the data that its schema has loaded."""

    service: str
    kind: Literal["page", "form", "action", "api"]
    path: str
    methods: tuple[str, ...]
    access: Access
    handler: Handler
    template: str = ""
    body: type[Schema] | Schema | SchemaOf | None = None
    query: type[Schema] | Schema | None = None
    response: type[Schema] | Schema | None = None
    status: int = 200
    summary: str = ""
    most_bytes: int | None = None
    submit_handler: Handler | None = None

    def submit(self, handler: Handler) -> Handler:
        """Register what a form does with its data. Name the function `submit_…` (not `_`, which is gettext)."""
        self.submit_handler = handler
        return handler

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.handler(*args, **kwargs)

    @property
    def body_schema(self) -> Schema | None:
        """The schema of the body, as an instance; None where it depends on what the form is about."""
        return instance(self.body) if isinstance(self.body, type | Schema) else None

    @property
    def query_schema(self) -> Schema | None:
        """The schema of the query string, as an instance."""
        return instance(self.query)

    @property
    def response_schema(self) -> Schema | None:
        """The schema of the answer, as an instance."""
        return instance(self.response)


def instance(schema: type[Schema] | Schema | None) -> Schema | None:
    """A schema instance from a class or an instance."""
    return schema() if isinstance(schema, type) else schema


class Routes:
    """The routes of one service. Paths are written in full."""

    def __init__(self, service: str) -> None:
        self.service = service
        self._routes: list[Route] = []

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)

    def page(self, path: str, *, access: Access) -> Callable[[Handler], Route]:
        """GET of a page: `(request, work, **path values) -> Page | Redirect | Download`."""
        return self._adding("page", path, ("GET",), access)

    def form(
        self,
        path: str,
        schema: type[Schema] | Schema | SchemaOf,
        template: str,
        *,
        access: Access,
        most_bytes: int | None = None,
    ) -> Callable[[Handler], Route]:
        """A form: the function gives the context of its page; `.submit` handles `(request, work, data, …)`.

        `most_bytes`: how much may be sent, where a file is (1 MiB unless said).
        """
        more = {"body": schema, "template": template, "most_bytes": most_bytes}
        return self._adding("form", path, ("GET", "POST"), access, **more)

    def action(self, path: str, *, access: Access) -> Callable[[Handler], Route]:
        """POST of a button: `(request, work, **path values) -> Redirect | Page`."""
        return self._adding("action", path, ("POST",), access)

    def api(
        self,
        method: str,
        path: str,
        *,
        access: Access,
        summary: str,
        body: type[Schema] | Schema | None = None,
        query: type[Schema] | Schema | None = None,
        response: type[Schema] | Schema | None = None,
        status: int = 200,
        most_bytes: int | None = None,
    ) -> Callable[[Handler], Route]:
        """JSON: `(request, work, [data,] **path values) -> object`, dumped by the response schema."""
        more = {"body": body, "query": query, "response": response, "status": status}
        return self._adding("api", path, (method,), access, summary=summary, most_bytes=most_bytes, **more)

    def _adding(
        self, kind: Any, path: str, methods: tuple[str, ...], access: Access, **more: Any
    ) -> Callable[[Handler], Route]:
        def add(handler: Handler) -> Route:
            route = Route(self.service, kind, path, methods, access, handler, **more)
            self._routes.append(route)
            return route

        return add
