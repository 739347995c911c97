"""The coordinator's overview: groups with problems first, page by page."""

from urllib.parse import urlencode

from services.scheduling import queries
from services.scheduling.schemas import OverviewQuery
from shared.web import Page, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.page("/scheduling/overview", access=signed_in)
def overview(request: Request, work: UnitOfWork) -> Page:
    found = queries.overview(work, **OverviewQuery.usable(request.args))
    kept = {name: value for name, value in (("shown", found.shown), ("name", found.name)) if value}

    def at(page: int) -> str:
        return f"/scheduling/overview?{urlencode({**kept, 'page': page})}"

    return Page("scheduling/overview.html", found=found, at=at)
