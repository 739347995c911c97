"""Pages of the footer and the description of the API. All of them open without signing in.

Feedback is mailed to the operator; it is not stored.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from marshmallow import Schema, fields, validate
from sqlalchemy import func, select

from shared.clock import local_date
from shared.database.kit import AuditRow
from shared.errors import DomainError
from shared.people.mail import message, send_beside
from shared.web.access import anyone
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.openapi import specification
from shared.web.request import Request
from shared.web.results import Page
from shared.web.routes import Route, Routes
from shared.work import UnitOfWork

MOST_FEEDBACK = 30
ANSWER_WITHIN = timedelta(days=14)


class TooMuchFeedback(DomainError):
    """More feedback in an hour than people send."""

    code = "too_much_feedback"
    kind = "too_many"
    text = "Much feedback has come just now. Wait an hour, or call the number below."


class FeedbackSchema(Schema):
    """What somebody wants to tell the operator."""

    text = fields.String(
        required=True,
        validate=validate.Length(max=4000),
        metadata={
            "label": N_("Your feedback"),
            "hint": N_("If something did not work: on which page, and what happened?"),
            "widget": "textarea",
            "rows": 6,
        },
    )
    email = fields.Email(
        validate=validate.Length(max=320),
        metadata={"label": N_("Your e-mail"), "hint": N_("Only if you want an answer. It comes within 14 days.")},
    )


def about_routes(routes: Routes) -> None:
    """Add `/X/accessibility`, `/X/privacy` and `/X/feedback`."""
    home = f"/{routes.service}/"

    @routes.page(f"{home}accessibility", access=anyone)
    def accessibility(request: Request, work: UnitOfWork) -> Page:
        return Page("accessibility.html")

    @routes.page(f"{home}privacy", access=anyone)
    def privacy(request: Request, work: UnitOfWork) -> Page:
        return Page("privacy.html")

    @routes.form(f"{home}feedback", FeedbackSchema, "feedback.html", access=anyone)
    def feedback(request: Request, work: UnitOfWork) -> dict[str, Any]:
        return {}

    @feedback.submit
    def submit_feedback(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Page:
        _count_feedback(work)
        parts = [data["text"], f"{request.base_url}{home}", data.get("email") or _("No answer was asked for.")]
        to = work.network.operator["email"]
        mail = message(work.settings, "feedback", to, _("Feedback on Vertaisverkko"), "\n\n".join(parts))
        request.after_commit.append(lambda: send_beside(work.settings, mail))
        answer_by = local_date(work.now + ANSWER_WITHIN) if data.get("email") else None
        return Page("feedback_sent.html", answer_by=answer_by)


def api_pages(routes: Routes, described: list[Route], manifest: Any) -> None:
    """Add `/X/openapi.json` and `/X/api`."""
    document = specification(manifest, described)

    @routes.api("GET", f"/{routes.service}/openapi.json", access=anyone, summary="This document")
    def openapi(request: Request, work: UnitOfWork) -> dict[str, Any]:
        return document

    @routes.page(f"/{routes.service}/api", access=anyone)
    def reference(request: Request, work: UnitOfWork) -> Page:
        return Page("api.html", document=document)


def _count_feedback(work: UnitOfWork) -> None:
    recent = select(func.count()).where(AuditRow.what == "feedback_sent", AuditRow.at > work.now - timedelta(hours=1))
    if (work.session.scalar(recent) or 0) >= MOST_FEEDBACK:
        raise TooMuchFeedback()
    work.session.add(_row(work))


def _row(work: UnitOfWork) -> AuditRow:
    return AuditRow(record_type="feedback", record_id=uuid4(), what="feedback_sent", who_kind="anonymous", at=work.now)
