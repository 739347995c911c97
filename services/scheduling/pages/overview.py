"""The coordinator's overview: groups with problems first."""

from services.scheduling import queries
from shared.web import Page, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.page("/scheduling/overview", access=signed_in)
def overview(request: Request, work: UnitOfWork) -> Page:
    views = queries.overview(work)
    return Page(
        "scheduling/overview.html",
        views=views,
        held=sum(each.series.meetings_held for each in views),
        planned=sum(each.series.meetings_planned for each in views),
    )
