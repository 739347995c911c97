"""The JSON API: my mails, my choices, mails that I may stop, mails that failed."""

from typing import Any
from uuid import UUID

from services.notifications import schemas
from services.notifications.commands import choosing, stopping
from services.notifications.queries import mails
from shared.web.access import signed_in
from shared.web.request import Request
from shared.web.routes import Routes
from shared.work import UnitOfWork

BASE = "/api/notifications/v1"
routes = Routes("notifications")


@routes.api(
    "GET",
    f"{BASE}/messages",
    response=schemas.MailSchema(many=True),
    access=signed_in,
    summary="The newest 200 mails that were sent to the signed-in person",
)
def list_messages(request: Request, work: UnitOfWork) -> Any:
    return mails.mine(work)


@routes.api(
    "GET",
    f"{BASE}/preferences",
    response=schemas.PreferencesSchema,
    access=signed_in,
    summary="What the signed-in person has chosen",
)
def get_preferences(request: Request, work: UnitOfWork) -> Any:
    return mails.chosen(work, request.person.id)


@routes.api(
    "PUT",
    f"{BASE}/preferences",
    body=schemas.PreferencesSchema,
    response=schemas.PreferencesSchema,
    access=signed_in,
    summary="Choose whether reminders of meetings come, and calendar entries with mails about dates",
)
def put_preferences(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    choosing.choose(work, request.person.id, **data)
    return mails.chosen(work, request.person.id)


@routes.api(
    "GET",
    f"{BASE}/outgoing",
    response=schemas.OutgoingSchema(many=True),
    access=signed_in,
    summary="Acts whose mails wait two minutes and that the signed-in person may stop",
)
def list_outgoing(request: Request, work: UnitOfWork) -> Any:
    return mails.outgoing(work)


@routes.api(
    "POST",
    f"{BASE}/outgoing/<uuid:act_id>/stop",
    response=schemas.ReceiversSchema,
    access=signed_in,
    summary="Stop the mails of an act before they leave",
)
def stop_outgoing(request: Request, work: UnitOfWork, act_id: UUID) -> Any:
    return {"receivers": stopping.stop(work, act_id)}


@routes.api(
    "POST",
    f"{BASE}/outgoing/<uuid:act_id>/resume",
    response=schemas.ReceiversSchema,
    access=signed_in,
    summary="Let stopped mails of an act leave after all, at once",
)
def resume_outgoing(request: Request, work: UnitOfWork, act_id: UUID) -> Any:
    return {"receivers": stopping.resume(work, act_id)}


@routes.api(
    "GET",
    f"{BASE}/failures",
    response=schemas.FailureSchema(many=True),
    access=signed_in,
    summary="Mails that could not be sent, of the organisations that the signed-in person looks after",
)
def list_failures(request: Request, work: UnitOfWork) -> Any:
    return mails.failures(work)


@routes.api(
    "POST",
    f"{BASE}/failures/<uuid:mail_id>/send-again",
    response=schemas.SentAgainSchema,
    access=signed_in,
    summary="Try a mail that failed once more",
)
def send_again(request: Request, work: UnitOfWork, mail_id: UUID) -> Any:
    return choosing.send_again(work, mail_id)
