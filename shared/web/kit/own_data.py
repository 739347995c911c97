"""Everything that is kept about the one who has signed in: a page, JSON, PDF, and the service's part as API."""

from datetime import datetime
from typing import Any

import orjson
from marshmallow import Schema, fields

from shared.clock import end_of_month, local_date
from shared.pdf import pdf
from shared.privacy.classes import after, period_of
from shared.privacy.gathering import gather
from shared.privacy.own_data import own_data
from shared.web import formats
from shared.web.access import signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import language, ngettext
from shared.web.request import Request
from shared.web.results import Download, Page
from shared.web.routes import Routes
from shared.work import UnitOfWork

PATH = "own-data"


class OwnFactSchema(Schema):
    """One thing in words."""

    label = fields.String()
    text = fields.String()


class OwnRecordSchema(Schema):
    """One row: what it tells, and all of it."""

    facts = fields.List(fields.Nested(OwnFactSchema))
    data = fields.Dict(keys=fields.String(), metadata={"description": "every column of the row"})


class OwnSectionSchema(Schema):
    """Rows of one kind."""

    table = fields.String()
    title = fields.String()
    records = fields.List(fields.Nested(OwnRecordSchema))


class NamingSchema(Schema):
    """How many records about others name the person."""

    title = fields.String()
    number = fields.Integer()


class LookSchema(Schema):
    """Others have read the person's data."""

    at = fields.AwareDateTime(format="iso", metadata={"description": "the last time of that day"})
    times = fields.Integer(metadata={"description": "how many times that day"})
    who = fields.String(metadata={"description": "in what role, and at which organisation; never the name"})


class OwnDataSchema(Schema):
    """What one service keeps about the one who asks."""

    service = fields.String()
    title = fields.String()
    sections = fields.List(fields.Nested(OwnSectionSchema))
    named = fields.List(fields.Nested(NamingSchema))
    looks = fields.List(fields.Nested(LookSchema))


def own_data_routes(routes: Routes) -> None:
    """Add `/X/own-data`, the same as `.json` and `.pdf`, and `/api/X/v1/own-data`."""
    page = f"/{routes.service}/{PATH}"

    @routes.api(
        "GET",
        f"/api/{routes.service}/v1/{PATH}",
        response=OwnDataSchema,
        access=signed_in,
        summary="What this service keeps about you",
    )
    def own_part(request: Request, work: UnitOfWork) -> dict[str, Any]:
        return own_data(work, request.person.id)

    @routes.page(page, access=signed_in)
    def own_page(request: Request, work: UnitOfWork) -> Page:
        services = _everything(request, work)
        period = period_of(work.network, "account", request.person.organisation)
        return Page(
            "own_data.html",
            services=services,
            looks=_looks(services),
            path=page,
            elsewhere=_elsewhere(work),
            ends=after(end_of_month(work.today), period),
        )

    @routes.page(f"{page}.json", access=signed_in)
    def as_json(request: Request, work: UnitOfWork) -> Download:
        content = {"person": str(request.person.id), "made_at": work.now, "services": _everything(request, work)}
        body = orjson.dumps(content, option=orjson.OPT_INDENT_2)
        return Download(body, "application/json", f"{_('my-data')}-{work.today.isoformat()}.json")

    @routes.page(f"{page}.pdf", access=signed_in)
    def as_pdf(request: Request, work: UnitOfWork) -> Download:
        services = _everything(request, work)
        data = {
            "title": _("Everything that is kept about {name}", name=request.person.name),
            "language": language(),
            "network": work.network.operator["name"],
            "made": _("Made {now}.", now=formats.show_date_time(work.now)),
            "services": [_printed(each) for each in services],
            "looks_title": _("Who has read your data"),
            "looks": [_look(each) for each in _looks(services)],
        }
        body = pdf("shared.web", "own_data.typ", data)
        return Download(body, "application/pdf", f"{_('my-data')}-{work.today.isoformat()}.pdf")


def _everything(request: Request, work: UnitOfWork) -> list[dict[str, Any]]:
    found = gather(request, work, PATH, lambda: own_data(work, request.person.id))
    return [{"sections": [], "named": [], "looks": [], **each} for each in found]


def _looks(services: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reads of all services together: one line for each day and role, the latest first."""
    found: dict[Any, dict[str, Any]] = {}
    for each in (each for service in services for each in service["looks"]):
        at = datetime.fromisoformat(str(each["at"]))
        same = found.setdefault((local_date(at), each["who"]), {"at": at, "times": 0, "who": each["who"]})
        same["at"], same["times"] = max(at, same["at"]), same["times"] + each["times"]
    return sorted(found.values(), key=lambda each: each["at"], reverse=True)


def _look(look: dict[str, Any]) -> str:
    times = ngettext("{number} time", "{number} times", look["times"])
    return f"{formats.show_date(look['at'])}: {look['who']}, {times}"


def _elsewhere(work: UnitOfWork) -> list[str]:
    """The addresses of the other deployments, which answer for themselves."""
    others = (each for each in work.network.active_deployments() if each.slug != work.settings.deployment)
    return [f"{each.base_url}/" for each in others]


def _printed(service: dict[str, Any]) -> dict[str, Any]:
    """A service's answer as the PDF needs it: no machine's part."""
    lines = [f"{each['title']}: {each['number']}" for each in service["named"]]
    if not service["answered"]:
        lines = [_("This service did not answer. Try again later.")]
    elif not service["sections"] and not lines:
        lines = [_("Nothing is kept about you here.")]
    sections = [
        {"title": each["title"], "records": [record["facts"] for record in each["records"] if record["facts"]]}
        for each in service["sections"]
    ]
    return {"title": service["title"], "lines": lines, "sections": [each for each in sections if each["records"]]}
