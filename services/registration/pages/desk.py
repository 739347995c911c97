"""The coordinator's desk: calls with their groups, what waits for a decision first."""

from typing import Any
from uuid import UUID

from services.registration.commands import calls as commands
from services.registration.commands import cancelling, groups
from services.registration.queries import calls as queries
from services.registration.queries import waiting
from services.registration.schemas.call_forms import form_name
from services.registration.schemas.desk import GroupForm
from services.registration.schemas.moves import Because
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")
DESK = "/registration/desk"
CALL = f"{DESK}/calls/<uuid:call_id>"


@routes.page(DESK, access=signed_in)
def desk_page(request: Any, work: UnitOfWork) -> Page:
    calls = queries.written_calls(work) if _may_anything(work) else queries.public_calls(work)
    writable = [each["id"] for each in calls if work.actor.may("write", "call", each["organisation"])]
    tasks = waiting.tasks_of(work)
    may_add = any(work.actor.may("write", "call", each) for each in work.network.organisations)
    return Page("registration/desk.html", calls=calls, writable=writable, tasks=tasks, may_add=may_add)


def _may_anything(work: UnitOfWork) -> bool:
    organisations = work.network.organisations
    if not any(work.actor.may("read", "registration", each) for each in organisations):
        raise Forbidden()
    return work.actor.may("write", "call", work.network.slug)


@routes.page(CALL, access=signed_in)
def desk_call(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    call = written(work, call_id)
    return Page("registration/desk_call.html", call=call, what=form_name(call))


def written(work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """A call that the actor may write. Raises NotFound."""
    call = queries.public_call(work, call_id)
    if not work.actor.may("write", "call", call["organisation"]):
        raise NotFound()
    return call


@routes.action(f"{CALL}/publish", access=signed_in)
def publish(request: Any, work: UnitOfWork, call_id: UUID) -> Redirect:
    commands.publish_call(work, call_id)
    return Redirect(f"{DESK}/calls/{call_id}")


@routes.form(f"{CALL}/groups/new", GroupForm, "registration/form.html", access=signed_in)
def new_group(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = written(work, call_id)
    return {
        "title": _("A new group"),
        "intro": _("Registration ends a week before the first meeting."),
        "back": f"{DESK}/calls/{call['id']}",
        "mentors": mentor_choices(work),
        "initial": {"min_size": 5, "max_size": 9, "meeting_minutes": 150},
    }


@new_group.submit
def submit_group(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    groups.add_group_later(work, commands.lock_call(work, call_id), data)
    return Redirect(f"{DESK}/calls/{call_id}")


@routes.form(f"{CALL}/cancel", Because, "registration/form.html", access=signed_in)
def cancel(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = written(work, call_id)
    pairs = call["kind"] == "shadowing"
    return {
        "title": _("Cancel {group}", group=local(call["title"])),
        "intro": _("Applications and pair periods that have not begun end with it. This cannot be undone.")
        if pairs
        else _(
            "All its groups are cancelled, and everybody who has a place or waits gets a mail. This cannot be undone. "
            "To cancel one group only, go to the group."
        ),
        "back": f"{DESK}/calls/{call_id}",
        "send": _("Cancel this call") if pairs else _("Cancel the call"),
    }


@cancel.submit
def submit_cancel(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    cancelling.cancel_call(work, call_id, data["reason"])
    return Redirect(f"{DESK}/calls/{call_id}")


def mentor_choices(work: UnitOfWork) -> list[tuple[str, str]]:
    """Mentors as choices of a form."""
    named: list[Person] = sorted(queries.mentors(work), key=lambda each: (each.last_name, each.first_name))
    return [(str(each.id), each.name) for each in named]
