"""What happened to a call, a group, a person, a mentor or an idea: one page for all of them."""

from typing import Any
from uuid import UUID

from services.registration.pages.desk import DESK
from services.registration.queries import calls, ideas, mentors
from services.registration.queries import history as queries
from services.registration.queries import person as people
from services.registration.schemas.history import in_words
from services.registration.schemas.staff_list import ROLE_NAMES
from shared.web import Page, Routes, signed_in
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.page(f"{DESK}/calls/<uuid:call_id>/history", access=signed_in)
def of_call(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    rows = queries.history_of_call(work, call_id)
    return _page(rows, local(calls.public_call(work, call_id)["title"]), f"{DESK}/calls/{call_id}")


@routes.page(f"{DESK}/groups/<uuid:group_id>/history", access=signed_in)
def of_group(request: Any, work: UnitOfWork, group_id: UUID) -> Page:
    """With the registrations to it."""
    rows = queries.history_of_group(work, group_id)
    return _page(rows, local(calls.group_view(work, group_id)["name"]), f"{DESK}/groups/{group_id}")


@routes.page("/registration/people/<uuid:person_id>/history", access=signed_in)
def of_person(request: Any, work: UnitOfWork, person_id: UUID) -> Page:
    rows = queries.history_of_person(work, person_id)
    return _page(rows, people.person_of(work, person_id).name, f"/registration/people/{person_id}")


@routes.page("/registration/mentors/<uuid:person_id>/history", access=signed_in)
def of_mentor(request: Any, work: UnitOfWork, person_id: UUID) -> Page:
    rows = queries.history_of_mentor(work, person_id)
    return _page(rows, mentors.entry_of(work, person_id).person.name, f"/registration/mentors/{person_id}")


@routes.page(f"{DESK}/ideas/<uuid:idea_id>/history", access=signed_in)
def of_idea(request: Any, work: UnitOfWork, idea_id: UUID) -> Page:
    rows = queries.history_of_idea(work, idea_id)
    return _page(rows, ideas.idea(work, idea_id)["theme"], f"{DESK}/ideas/{idea_id}")


def _page(rows: list[dict[str, Any]], name: str, back: str) -> Page:
    roles = {role: str(each) for role, each in ROLE_NAMES.items()}
    return Page("registration/desk_history.html", rows=in_words(rows), name=name, back=back, role_names=roles)
