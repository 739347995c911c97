"""How long data is kept and what the nights' runs deleted: for data protection officers, from every service."""

from collections import Counter
from datetime import date
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import select

from shared.database.kit import RetentionRun
from shared.privacy.classes import CLASSES, period_of, words
from shared.privacy.gathering import gather, officer_of
from shared.web.access import signed_in
from shared.web.i18n import language
from shared.web.request import Request
from shared.web.results import Page
from shared.web.routes import Routes
from shared.work import UnitOfWork

PATH = "retention"
RUNS = 30


class DeletedSchema(Schema):
    """Rows of one table and class."""

    table = fields.String()
    retention = fields.String(metadata={"description": "class of data (dossier C.6)"})
    number = fields.Integer(metadata={"description": "deleted or made anonymous"})
    failed = fields.Integer(metadata={"description": "could not be dealt with; tried again the next night"})


class RunSchema(Schema):
    """What one night's run did."""

    day = fields.Date()
    ended = fields.Boolean()
    counted = fields.List(fields.Nested(DeletedSchema))


class RetentionSchema(Schema):
    """The last runs of one service, the latest first."""

    service = fields.String()
    title = fields.String()
    runs = fields.List(fields.Nested(RunSchema))


def retention_routes(routes: Routes) -> None:
    """Add `/X/retention` and `/api/X/v1/retention`."""

    @routes.api(
        "GET",
        f"/api/{routes.service}/v1/{PATH}",
        response=RetentionSchema,
        access=signed_in,
        summary="What the nights' runs deleted because its time was over",
    )
    def runs(request: Request, work: UnitOfWork) -> dict[str, Any]:
        officer_of(work, "data_requests")
        return _runs(work)

    @routes.page(f"/{routes.service}/{PATH}", access=signed_in)
    def page(request: Request, work: UnitOfWork) -> Page:
        organisation = officer_of(work, "data_requests")[0]
        services = gather(request, work, PATH, lambda: RetentionSchema().dump(_runs(work)))
        for run in (run for each in services for run in each.get("runs", ())):
            run["day"] = date.fromisoformat(run["day"])
        periods = {name: words(period_of(work.network, name, organisation)) for name in CLASSES}
        return Page(
            "retention.html",
            services=services,
            classes=CLASSES,
            periods=periods,
            numbers=_numbers(services),
            organisation=organisation,
        )


def _numbers(services: list[dict[str, Any]]) -> Counter[str]:
    lines = [line for each in services for run in each.get("runs", ()) for line in run["counted"]]
    found: Counter[str] = Counter()
    for each in lines:
        found[each["retention"]] += each["number"]
    return found


def _runs(work: UnitOfWork) -> dict[str, Any]:
    rows = work.session.scalars(select(RetentionRun).order_by(RetentionRun.day.desc()).limit(RUNS))
    told = [{"day": each.day, "ended": each.ended_at is not None, "counted": each.counted} for each in rows]
    return {"service": work.manifest.name, "title": work.manifest.title(language()), "runs": told}
