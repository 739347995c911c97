"""The way of a mail out: claimed, sent, tried again, given up.

A claim is a short transaction of its own, so that no transaction is open while the mail server answers. A process
that dies with a claim leaves it to the others after `LEASE`; what the server had already taken is then sent once
more with the same Message-ID. Retries and leases go by real time, the moment to leave by domain time.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from services.notifications.tables import Mail
from shared.clock import real_now
from shared.work import UnitOfWork

LEASE = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 360, 720))


def claim(work: UnitOfWork, limit: int) -> list[UUID]:
    """Take some mails that may leave now, oldest first; nobody else takes them meanwhile."""
    now = real_now()
    free = Mail.state.in_(("waiting", "retrying")) & or_(Mail.retry_at.is_(None), Mail.retry_at <= now)
    left = (Mail.state == "sending") & (Mail.claimed_at < now - LEASE)
    pick = (
        select(Mail.id).where(Mail.is_due(work.now), free | left).order_by(Mail.due_at, Mail.kind, Mail.id).limit(limit)
    )
    taken = list(work.session.scalars(pick.with_for_update(skip_locked=True)))
    work.session.execute(update(Mail).where(Mail.id.in_(taken)).values(state="sending", claimed_at=now))
    return taken


def record_sent(work: UnitOfWork, mail_id: UUID) -> None:
    """The mail server has taken it."""
    _change(work, mail_id, state="sent", sent_at=work.now, reason=None)


def drop(work: UnitOfWork, mail: Mail) -> None:
    """Nothing of it is left to say."""
    mail.state = "stopped" if any(each.stopped for each in mail.messages) else "needless"
    mail.claimed_at = None


def record_failure(work: UnitOfWork, mail_id: UUID, reason: str, *, final: bool) -> None:
    """This mail could not be sent: try again later, or give it up for a person to look at."""
    mail = work.session.get_one(Mail, mail_id)
    mail.attempts += 1
    mail.reason, mail.claimed_at = reason, None
    if final or mail.attempts > len(PAUSES):
        mail.state = "failed"
    else:
        _return(work, [mail_id], PAUSES[mail.attempts - 1])


def release(work: UnitOfWork, mail_ids: Iterable[UUID]) -> None:
    """Give back what was claimed and not tried; nothing is counted."""
    _return(work, list(mail_ids), timedelta())


def _return(work: UnitOfWork, mail_ids: list[UUID], pause: timedelta) -> None:
    values = {"state": "retrying", "claimed_at": None, "retry_at": real_now() + pause}
    work.session.flush()
    work.session.execute(update(Mail).where(Mail.id.in_(mail_ids)).values(**values))


def _change(work: UnitOfWork, mail_id: UUID, **values: object) -> None:
    work.session.execute(update(Mail).where(Mail.id == mail_id).values(claimed_at=None, **values))
