"""Whose a mail is to stop or to look after; what is not the actor's looks as if it did not exist."""

from uuid import UUID

from sqlalchemy import select

from services.notifications.domain.rule import Rule
from services.notifications.domain.rules import rule
from services.notifications.domain.situation import Situation
from services.notifications.tables import Mail, Message
from services.notifications.tables.situations import situation
from shared.errors import NotFound
from shared.people import resolve
from shared.work import UnitOfWork

OPERATORS = ("project_manager", "member_coordinator", "member_admin")


def messages_of_act(work: UnitOfWork, act_id: UUID) -> list[Message]:
    """The messages of an act that is the actor's to stop. Raises NotFound."""
    found = list(work.session.scalars(select(Message).where(Message.act_id == act_id).order_by(Message.id)))
    if not found or not stoppable_by(work, found[0]):
        raise NotFound()
    return found


def stoppable_by(work: UnitOfWork, message: Message) -> Situation | None:
    """The situation of a message that the actor may stop: who caused it, or the organisation's project manager."""
    row = rule(message.kind, message.aggregate, message.occasion)
    found = situation(work.session, message.aggregate, message.record_id) if row.caused_by else None
    if found is None or not (_caused(work, row, found) or found.organisation in organisations_of(work, OPERATORS[:1])):
        return None
    return found


def failed_mail(work: UnitOfWork, mail_id: UUID) -> Mail:
    """A mail that was given up and is the actor's to look after. Raises NotFound."""
    mail = work.session.get(Mail, mail_id, with_for_update=True)
    if mail is None or mail.state != "failed" or mail.organisation not in organisations_of(work, OPERATORS):
        raise NotFound()
    return mail


def _caused(work: UnitOfWork, row: Rule, found: Situation) -> bool:
    persons = (resolve(work.session, each) for each in (row.caused_by(found) if row.caused_by else ()))
    return work.actor.person_id in {person.id for person in persons if person}


def organisations_of(work: UnitOfWork, roles: tuple[str, ...]) -> set[str]:
    """The organisations in which the actor holds one of the roles now."""
    return {each.organisation for each in work.actor.roles if each.role in roles}
