"""What a person chooses, and what an operator does about a mail that failed."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.notifications.tables import Mail, Preference
from services.notifications.tables.permissions import failed_mail
from shared.work import UnitOfWork


def choose(work: UnitOfWork, person_id: UUID, *, reminders: bool, invitations: bool | None = None) -> None:
    """Switch a person's reminders, and calendar entries with mails, on or off; None leaves them as they are."""
    chosen = {"reminders": reminders} if invitations is None else {"reminders": reminders, "invitations": invitations}
    statement = insert(Preference).values(person_id=person_id, **chosen)
    work.session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=chosen))


def send_again(work: UnitOfWork, mail_id: UUID) -> Mail:
    """Try a mail that was given up once more from the beginning. Raises NotFound."""
    mail = failed_mail(work, mail_id)
    mail.state, mail.attempts, mail.retry_at, mail.reason = "retrying", 0, None, None
    work.record_history(mail, "sent_again")
    work.session.info["wake"] = True
    return mail
