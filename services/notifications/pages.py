"""The pages: what was sent to me, what I want, what I may still stop, and what failed."""

from typing import Any
from uuid import UUID

from services.notifications.commands import choosing, stopping
from services.notifications.domain.kinds import REASONS, TITLES
from services.notifications.queries import mails
from services.notifications.schemas import PreferencesSchema
from shared.web.access import by_link, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.request import Request
from shared.web.results import Page, Redirect
from shared.web.routes import Routes
from shared.work import UnitOfWork

routes = Routes("notifications")


@routes.page("/notifications/messages", access=signed_in)
def messages_page(request: Request, work: UnitOfWork) -> Page:
    return Page("notifications/messages.html", mails=mails.mine(work), **mails.chosen(work, request.person.id))


@routes.form("/notifications/preferences", PreferencesSchema, "form.html", access=signed_in)
def preferences(request: Request, work: UnitOfWork) -> dict[str, Any]:
    return _preferences(work, request.person.id)


@preferences.submit
def submit_preferences(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Page:
    return _chosen(work, request.person.id, data, "/notifications/preferences")


@routes.form(
    "/notifications/reminders/<token>",
    PreferencesSchema,
    "form.html",
    access=by_link("reminders"),
)
def reminders(request: Request, work: UnitOfWork, **token: str) -> dict[str, Any]:
    return _preferences(work, request.link.person)


@reminders.submit
def submit_reminders(request: Request, work: UnitOfWork, data: dict[str, Any], **token: str) -> Page:
    return _chosen(work, request.link.person, data, request.path)


@routes.page("/notifications/outgoing", access=signed_in)
def outgoing_page(request: Request, work: UnitOfWork) -> Page:
    found = [(each, _title(each.kind), _name(each.group)) for each in mails.outgoing(work)]
    return Page("notifications/outgoing.html", acts=found)


@routes.action("/notifications/outgoing/<uuid:act_id>/stop", access=signed_in)
def stop_outgoing(request: Request, work: UnitOfWork, act_id: UUID) -> Page:
    return Page("notifications/stopped.html", receivers=stopping.stop(work, act_id), act_id=act_id)


@routes.action("/notifications/outgoing/<uuid:act_id>/resume", access=signed_in)
def resume_outgoing(request: Request, work: UnitOfWork, act_id: UUID) -> Page:
    return Page("notifications/resumed.html", receivers=stopping.resume(work, act_id))


@routes.page("/notifications/failures", access=signed_in)
def failures_page(request: Request, work: UnitOfWork) -> Page:
    found = [(each, _title(each.kind), _reason(each.reason)) for each in mails.failures(work)]
    return Page("notifications/failures.html", failures=found)


@routes.action("/notifications/failures/<uuid:mail_id>/send-again", access=signed_in)
def send_again(request: Request, work: UnitOfWork, mail_id: UUID) -> Redirect:
    choosing.send_again(work, mail_id)
    return Redirect("/notifications/failures?again=1")


def _preferences(work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    return {"title": _("Mails about meetings"), "send": _("Save"), "initial": mails.chosen(work, person_id)}


def _chosen(work: UnitOfWork, person_id: UUID, data: dict[str, Any], path: str) -> Page:
    choosing.choose(work, person_id, **data)
    return Page("notifications/chosen.html", path=path, **mails.chosen(work, person_id))


def _title(kind: str) -> str:
    return _(TITLES[kind])


def _reason(reason: str) -> str:
    code, __, detail = reason.partition(" ")
    return f"{_(REASONS[code])} ({detail})"


def _name(localised: dict[str, str] | None) -> str:
    return (localised.get(language()) or localised["fi"]) if localised else ""
