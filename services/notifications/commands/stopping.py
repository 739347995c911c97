"""Stopping what has not left yet, and letting it go after all."""

from uuid import UUID

from services.notifications.commands.telling import place
from services.notifications.domain.rules import rule
from services.notifications.tables import Mail, Message
from services.notifications.tables.permissions import messages_of_act
from shared.errors import DomainError
from shared.work import UnitOfWork


class AlreadySent(DomainError):
    """The two minutes have passed."""

    code = "already_sent"
    kind = "conflict"
    text = "The mails have already left. If they were wrong, correct the matter itself: its people are told of that."


def stop(work: UnitOfWork, act_id: UUID) -> int:
    """Stop the mails of an act that still wait; how many people are not told. Raises AlreadySent, NotFound."""
    held = [each for each in messages_of_act(work, act_id) if _waits(work, each)]
    if not held:
        raise AlreadySent()
    for message in held:
        message.stopped = True
    for mail in {message.mail for message in held if message.mail}:
        if all(each.stopped for each in mail.messages):
            mail.state = "stopped"
    work.record_history(held[0], "stopped", act=str(act_id), receivers=len(held))
    return len(held)


def resume(work: UnitOfWork, act_id: UUID) -> int:
    """Let stopped mails of an act leave after all, at once; how many people are told."""
    stopped = [each for each in messages_of_act(work, act_id) if each.stopped]
    for message in stopped:
        place(work, message, rule(message.kind, message.aggregate, message.occasion), work.now)
    if stopped:
        work.record_history(stopped[0], "resumed", act=str(act_id), receivers=len(stopped))
    return len(stopped)


def _waits(work: UnitOfWork, message: Message) -> bool:
    if message.stopped or message.mail_id is None:
        return False
    mail = work.session.get(Mail, message.mail_id, with_for_update=True, populate_existing=True)
    return mail is not None and mail.state == "waiting"
