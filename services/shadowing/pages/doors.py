"""The same page behind several doors: signed in, or by the signed link of a mail.

Handlers take a `Place`: the period, and the address under which its pages are for this reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import Schema

from services.shadowing import queries
from services.shadowing.schemas.questions import with_own
from shared.people import links
from shared.web import Redirect, Routes, by_link, signed_in
from shared.web.access import Access
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")

SIGNED_IN = ("/shadowing/periods/<uuid:period_id>", signed_in)
BY_LINK = ("/shadowing/my-period/<token>", by_link("period"))
LINK_LASTS = timedelta(days=365)
DOORS: tuple[tuple[str, Access], ...] = (SIGNED_IN, BY_LINK)


SchemaFor = Callable[[UnitOfWork, UUID], Schema]
"""The schema of a form of one period."""


@dataclass(frozen=True)
class Place:
    """A period and where its pages are."""

    period_id: UUID
    base: str

    def after(self, done: str) -> Redirect:
        """Back to the period's page, which says what was done and what happens next."""
        return Redirect(f"{self.base}?done={done}")


def own_page(request: Request, work: UnitOfWork, place: Place) -> str:
    """The pair's page for one of the two: by a link of one's own for whoever came by a link."""
    if request.link is None:
        return f"/shadowing/periods/{place.period_id}"
    own = links.mint(work.settings, "period", place.period_id, request.link.person, work.now + LINK_LASTS)
    return f"/shadowing/my-period/{own}"


def page(tail: str = "", *more: tuple[str, Access]) -> Callable[[Any], Any]:
    """A page `(request, work, place, **path values)` behind both doors, and others."""

    def add(handler: Any) -> Any:
        for path, access in _paths(tail, more):
            routes.page(path, access=access)(_placed(handler))
        return handler

    return add


def action(tail: str, *more: tuple[str, Access]) -> Callable[[Any], Any]:
    """A button behind both doors, and others."""

    def add(handler: Any) -> Any:
        for path, access in _paths(tail, more):
            routes.action(path, access=access)(_placed(handler))
        return handler

    return add


def form(
    tail: str, schema: type[Schema] | SchemaFor, template: str, submit: Any, *more: tuple[str, Access]
) -> Callable[[Any], Any]:
    """A form behind both doors, and others; `submit(request, work, data, place, **path values)`."""

    def add(handler: Any) -> Any:
        for path, access in _paths(tail, more):
            route = routes.form(path, _schema_at(schema, access), template, access=access)(_placed(handler))
            route.submit(_placed_submit(submit))
        return handler

    return add


def asking(base: type[Schema], name: str) -> SchemaFor:
    """The schema of a form of the process, with the questions that the period's organisation has added."""
    return lambda work, period_id: with_own(base, queries.form_of(work, period_id, name))


def _schema_at(schema: type[Schema] | SchemaFor, access: Access) -> Any:
    if isinstance(schema, type):
        return schema

    def asked(work: UnitOfWork, token: str = "", period_id: UUID | None = None, **values: Any) -> Schema:
        link = links.read(work.settings, token, str(access.action), work.now) if period_id is None else None
        return schema(work, period_id or link.record)  # type: ignore[union-attr]

    return asked


def _paths(tail: str, more: tuple[tuple[str, Access], ...]) -> list[tuple[str, Access]]:
    return [(base + tail, access) for base, access in DOORS] + list(more)


def _place(request: Request, values: dict[str, Any]) -> Place:
    token, period_id = values.pop("token", None), values.pop("period_id", None)
    if period_id is not None:
        return Place(period_id, f"/shadowing/periods/{period_id}")
    if request.link.action == "period":
        return Place(request.link.record, f"/shadowing/my-period/{token}")
    return Place(request.link.record, request.path)


def _placed(handler: Any) -> Any:
    def at_place(request: Request, work: UnitOfWork, **values: Any) -> Any:
        place = _place(request, values)
        return handler(request, work, place, **values)

    return at_place


def _placed_submit(submit: Any) -> Any:
    def at_place(request: Request, work: UnitOfWork, data: dict[str, Any], **values: Any) -> Any:
        place = _place(request, values)
        return submit(request, work, data, place, **values)

    return at_place
