"""The supervisor's page, by one link and without sign-in: all her people that wait, and five answers (decision 5)."""

from typing import Any
from uuid import UUID

from services.registration.commands import approvals, deputies
from services.registration.queries import calls, registrations
from services.registration.schemas.registrations import AnotherSupervisor, Denial, DeputyForm
from shared.web import Page, Redirect, Routes, by_link
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
PAGE = "/registration/supervisor/<token>"
ONE = f"{PAGE}/<uuid:registration_id>"
asked = by_link("approve_registrations")


@routes.page(PAGE, access=asked)
def supervisor_page(request: Any, work: UnitOfWork, token: str) -> Page:
    found = registrations.of_supervisor(work, request.link.record)
    every = [*found["waiting"], *found["passed"], *found["answered"]]
    contact = calls.contact_of(work, every[0]["call_id"]) if every else None
    return Page("registration/supervisor.html", path=f"/registration/supervisor/{token}", contact=contact, **found)


def back(token: str) -> Redirect:
    """On to the page with all her people."""
    return Redirect(f"/registration/supervisor/{token}")


@routes.action(f"{ONE}/approve", access=asked)
def approve(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> Redirect:
    approvals.approve(work, registration_id, request.link.record)
    return back(token)


@routes.form(f"{ONE}/deny", Denial, "registration/form.html", access=asked)
def deny(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> dict[str, Any]:
    one = registrations.asked_of(work, registration_id, request.link.record)
    return {
        "title": _("{name} cannot take part", name=one["person"]["name"]),
        "intro": _(
            "Only {name} reads the reason. You can change your answer until the group is confirmed.",
            name=one["person"]["name"],
        ),
        "back": f"/registration/supervisor/{token}",
    }


@deny.submit
def submit_denial(request: Any, work: UnitOfWork, data: dict[str, Any], token: str, registration_id: UUID) -> Redirect:
    approvals.deny(work, registration_id, request.link.record, data["reason"], data["text"])
    return back(token)


@routes.form(f"{ONE}/deputy", AnotherSupervisor, "registration/form.html", access=asked)
def hand_over(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> dict[str, Any]:
    one = registrations.asked_of(work, registration_id, request.link.record)
    return {
        "title": _("Pass the question on"),
        "intro": _("We ask your deputy whether {name} can take part.", name=one["person"]["name"]),
        "back": f"/registration/supervisor/{token}",
    }


@hand_over.submit
def submit_deputy(request: Any, work: UnitOfWork, data: dict[str, Any], token: str, registration_id: UUID) -> Redirect:
    approvals.hand_over(work, registration_id, request.link.record, data["email"])
    return back(token)


@routes.action(f"{ONE}/not-mine", access=asked)
def not_supervisor(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> Redirect:
    approvals.not_supervisor(work, registration_id, request.link.record)
    return back(token)


@routes.action(f"{ONE}/ask-first", access=asked)
def ask_first(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> Redirect:
    approvals.ask_first(work, registration_id, request.link.record)
    return back(token)


@routes.action(f"{ONE}/take-back", access=asked)
def take_back(request: Any, work: UnitOfWork, token: str, registration_id: UUID) -> Redirect:
    deputies.take_back(work, registration_id, request.link.record)
    return back(token)


@routes.form(f"{PAGE}/deputy", DeputyForm, "registration/form.html", access=asked)
def name_deputy(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    return {
        "title": _("A deputy while you are away"),
        "intro": _(
            "On these days new questions go to your deputy by mail. You see them on your page too, and can take each "
            "back. What waits for you already stays with you."
        ),
        "back": f"/registration/supervisor/{token}",
    }


@name_deputy.submit
def submit_standing(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    deputies.name_deputy(work, request.link.record, **data)
    return back(token)


@routes.action(f"{PAGE}/no-deputy", access=asked)
def end_deputy(request: Any, work: UnitOfWork, token: str) -> Redirect:
    deputies.end_deputy(work, request.link.record)
    return back(token)
