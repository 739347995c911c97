"""Who has read whose data, from every service: for the data protection officer, who is written down as well."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from marshmallow import Schema, fields, validate

from shared.privacy.access_log import PORTION, looked_for
from shared.privacy.gathering import gather, officer_of
from shared.privacy.kit import held
from shared.web.access import signed_in
from shared.web.i18n import language
from shared.web.moments import Moment
from shared.web.request import Request
from shared.web.results import Page
from shared.web.routes import Routes
from shared.work import UnitOfWork

PATH = "access-log"


class LookedForSchema(Schema):
    """Which reads are looked for."""

    address = fields.String(
        load_default="",
        validate=validate.Length(max=320),
        metadata={"description": "work e-mail of the one who read, or of the one whose data it was"},
    )
    before = Moment(load_default=None, format="iso", metadata={"description": "only earlier ones"})


class ReadSchema(Schema):
    """One answer that showed data of others."""

    at = fields.AwareDateTime(format="iso")
    who = fields.String(metadata={"description": "name of the reader; empty when forgotten"})
    role = fields.String(metadata={"description": "roles that the reader held, and where"})
    whose = fields.List(fields.String(), metadata={"description": "names, of the officer's own people"})
    more = fields.Integer(metadata={"description": "how many more of the officer's own people"})
    route = fields.String(metadata={"description": "address of the page or the API, without ids"})


class AccessLogSchema(Schema):
    """The latest reads of one service, the latest first."""

    service = fields.String()
    title = fields.String()
    reads = fields.List(fields.Nested(ReadSchema))


def access_log_routes(routes: Routes) -> None:
    """Add `/X/access-log` and `/api/X/v1/access-log`."""

    @routes.api(
        "GET",
        f"/api/{routes.service}/v1/{PATH}",
        query=LookedForSchema,
        response=AccessLogSchema,
        access=signed_in,
        summary="Who has read whose data",
    )
    def reads(request: Request, work: UnitOfWork) -> dict[str, Any]:
        return _reads(work, request.query_data)

    @routes.page(f"/{routes.service}/{PATH}", access=signed_in)
    def page(request: Request, work: UnitOfWork) -> Page:
        asked = {name: request.args[name] for name in ("address", "before") if request.args.get(name)}
        looked: dict[str, Any] = LookedForSchema().load(asked)
        path = f"{PATH}?{urlencode(asked)}"
        services = gather(request, work, path, lambda: AccessLogSchema().dump(_reads(work, looked)))
        found = [each | {"service": one["title"]} for one in services for each in one.get("reads", ())]
        found.sort(key=lambda each: str(each["at"]), reverse=True)
        for each in found[:PORTION]:
            each["at"] = datetime.fromisoformat(each["at"])
        return Page(
            "access_log.html",
            reads=found[:PORTION],
            silent=[each["title"] for each in services if not each["answered"]],
            address=looked["address"],
            older=urlencode(asked | {"before": found[PORTION - 1]["at"].isoformat()}) if len(found) >= PORTION else "",
            path=f"/{work.manifest.name}/{PATH}",
        )


def _reads(work: UnitOfWork, looked: dict[str, Any]) -> dict[str, Any]:
    found = looked_for(work, officer_of(work, "access_log"), looked["address"], looked["before"])
    told = [each | {"role": held(work.network, each["roles"], work.today)} for each in found]
    return {"service": work.manifest.name, "title": work.manifest.title(language()), "reads": told}
