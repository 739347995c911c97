"""The coordinator's page of a group: who registered, the queue, a second group, confirming."""

from typing import Any
from uuid import UUID

from services.registration.commands import approvals, groups
from services.registration.domain import group as domain
from services.registration.pages.desk import mentor_choices
from services.registration.queries import board as boards
from services.registration.queries import calls, registrations
from services.registration.schemas.desk import ConfirmForm, SiblingForm
from services.registration.schemas.registrations import AnotherSupervisor, PhoneApproval
from services.registration.tables import Group
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
GROUP = "/registration/desk/groups/<uuid:group_id>"
REGISTRATION = "/registration/desk/registrations/<uuid:registration_id>"


@routes.page(GROUP, access=signed_in)
def desk_group(request: Any, work: UnitOfWork, group_id: UUID) -> Page:
    group = calls.group_view(work, group_id)
    call = calls.visible_call(work, group["call_id"])
    kept = work.session.get(Group, group_id)
    first = kept.first_meeting if kept else None
    return Page(
        "registration/desk_group.html",
        group=group,
        call=call,
        too_small=bool(kept and kept.is_too_small(work.now)),
        decide_by=domain.decide_by(first.date if first else None),
        undoable=bool(kept and kept.was_forming and not kept.merged_into and not kept.has_started(work.now)),
        registrations=registrations.registrations_of(work, group_id),
        may_write=work.actor.may("write", "call", call.organisation),
    )


@routes.form(f"{GROUP}/sibling", SiblingForm, "registration/form.html", access=signed_in)
def sibling(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = calls.group_view(work, group_id)
    call = calls.visible_call(work, group["call_id"])
    work.actor.require("write", "call", call.organisation)
    count = sum(each.sibling_of == group_id for each in call.groups)
    mentor = group["mentors"][0]["id"] if group["mentors"] else None
    return {
        "title": _("Open a second group"),
        "intro": _(
            "Its places are offered to those who wait, in the order of the queue. Give the group its own dates."
        ),
        "back": f"/registration/desk/groups/{group_id}",
        "send": _("Open the group and offer the places"),
        "mentors": mentor_choices(work),
        "initial": {
            "name_fi": f"{group['name']['fi']} {count + 2}",
            "max_size": group["max_size"],
            "mentor_id": mentor,
        },
    }


@sibling.submit
def submit_sibling(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    group = groups.open_sibling_group(work, group_id, data)
    return Redirect(f"/registration/desk/groups/{group.id}")


@routes.form(f"{GROUP}/confirm", ConfirmForm, "registration/confirm_group.html", access=signed_in)
def confirm(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = calls.group_view(work, group_id)
    call = calls.visible_call(work, group["call_id"])
    work.actor.require("write", "call", call.organisation)
    return {"group": group, "alike": boards.alike(work, group_id, internal=call.scope == "internal")}


@confirm.submit
def submit_confirmation(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    groups.confirm_group(work, group_id, data["reason"])
    return Redirect(f"/registration/desk/groups/{group_id}")


@routes.form(f"{REGISTRATION}/phone", PhoneApproval, "registration/form.html", access=signed_in)
def phone(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    one = registrations.registration_view(work, registration_id)
    supervisor = one["supervisor"]["name"] if one["supervisor"] else ""
    return {
        "title": _("Approved by phone: {name}", name=one["person"]["name"]),
        "intro": _("The supervisor sees this on her page and can change it until the group is confirmed."),
        "back": f"/registration/desk/groups/{one['group_id']}",
        "initial": {"approved_by": supervisor, "approved_on": work.today},
    }


@phone.submit
def submit_phone(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> Redirect:
    found = approvals.approve_by_phone(work, registration_id, data["approved_by"], data["approved_on"])
    return Redirect(f"/registration/desk/groups/{found.group_id}")


@routes.form(f"{REGISTRATION}/supervisor", AnotherSupervisor, "registration/form.html", access=signed_in)
def other_supervisor(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    one = registrations.registration_view(work, registration_id)
    return {
        "title": _("Another supervisor: {name}", name=one["person"]["name"]),
        "intro": _("The one whom you name here is asked at once."),
        "back": f"/registration/desk/groups/{one['group_id']}",
    }


@other_supervisor.submit
def submit_supervisor(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> Redirect:
    found = approvals.change_supervisor(work, registration_id, data["email"])
    return Redirect(f"/registration/desk/groups/{found.group_id}")
