"""One's groups, and the page of a group for its own people."""

from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.pages.context import group_context, own
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.page("/scheduling/groups", access=signed_in)
def my_groups(request: Request, work: UnitOfWork) -> Page:
    return Page("scheduling/groups.html", views=queries.my_groups(work))


@routes.page("/scheduling/groups/<uuid:group_id>", access=signed_in)
def group_page(request: Request, work: UnitOfWork, group_id: UUID) -> Page:
    view = queries.group(work, group_id)
    return Page("scheduling/group.html", **group_context(request, work, view, own(group_id)))


@routes.action("/scheduling/groups/<uuid:group_id>/meetings/<uuid:meeting_id>/cannot-come", access=signed_in)
def cannot_come(request: Request, work: UnitOfWork, group_id: UUID, meeting_id: UUID) -> Redirect:
    commands.tell_absence(work, meeting_id)
    return Redirect(own(group_id).done("cannot_come"))


@routes.action("/scheduling/groups/<uuid:group_id>/meetings/<uuid:meeting_id>/can-come", access=signed_in)
def can_come(request: Request, work: UnitOfWork, group_id: UUID, meeting_id: UUID) -> Redirect:
    commands.take_back_absence(work, meeting_id)
    return Redirect(own(group_id).done("can_come"))


@routes.action("/scheduling/groups/<uuid:group_id>/calendar/end", access=signed_in)
def end_calendar(request: Request, work: UnitOfWork, group_id: UUID) -> Redirect:
    commands.end_feed(work)
    return Redirect(own(group_id).done("calendar_ended"))


@routes.action("/scheduling/groups/<uuid:group_id>/calendar", access=signed_in)
def renew_calendar(request: Request, work: UnitOfWork, group_id: UUID) -> Redirect:
    commands.renew_feed(work)
    return Redirect(own(group_id).done("calendar_renewed"))
