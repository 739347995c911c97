"""Mails as people see them: those that I got, those that I may still stop, those that failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from services.notifications.tables import ON_ITS_WAY, Mail, Message, Preference
from services.notifications.tables.permissions import OPERATORS, organisations_of, stoppable_by
from shared.people import resolve
from shared.people.tables import Person
from shared.work import UnitOfWork

SHOWN = 200


@dataclass(frozen=True)
class Outgoing:
    """One act whose mails wait to leave; `group` is the localised name of the group, None for a pair period."""

    act_id: UUID
    kind: str
    leaves_at: datetime
    receivers: int
    group: dict[str, str] | None


@dataclass(frozen=True)
class Failure:
    """A mail that was given up; `receiver` is None when the person is gone."""

    id: UUID
    kind: str
    person_id: UUID
    receiver: Person | None
    reason: str
    attempts: int
    due_at: datetime


def count_due(work: UnitOfWork) -> int:
    """Mails that should have left by now and have not."""
    return work.session.scalar(select(func.count()).select_from(Mail).where(Mail.is_due(work.now))) or 0


def next_due(work: UnitOfWork) -> datetime | None:
    """When the next mail is to leave, in domain time; None when none waits."""
    later = select(func.min(Mail.due_at)).where(Mail.state.in_(ON_ITS_WAY), Mail.due_at > work.now)
    return work.session.scalar(later)


def mine(work: UnitOfWork) -> list[Mail]:
    """The newest mails that were sent to the actor."""
    sent = select(Mail).where(Mail.person_id == work.actor.person_id, Mail.state == "sent")
    return list(work.session.scalars(sent.order_by(Mail.sent_at.desc(), Mail.id).limit(SHOWN)))


def chosen(work: UnitOfWork, person_id: UUID) -> dict[str, bool]:
    """Whether a person wants reminders (yes, unless said otherwise) and calendar entries with mails (no, unless)."""
    found = work.session.get(Preference, person_id)
    return {"reminders": found is None or found.reminders, "invitations": found is not None and found.invitations}


def outgoing(work: UnitOfWork) -> list[Outgoing]:
    """The acts that the actor may stop, the next to leave first."""
    waiting = (
        select(Message)
        .join(Mail)
        .where(Mail.state == "waiting", Mail.due_at > work.now, ~Message.stopped)
        .options(joinedload(Message.mail))
        .order_by(Message.act_id)
    )
    acts = [list(each) for _, each in groupby(work.session.scalars(waiting), attrgetter("act_id"))]
    return sorted(_may_stop(work, acts), key=lambda act: (act.leaves_at, act.act_id))


def failures(work: UnitOfWork) -> list[Failure]:
    """The mails that were given up, of the organisations whose mails the actor looks after; the newest first."""
    given_up = select(Mail).where(Mail.state == "failed", Mail.organisation.in_(organisations_of(work, OPERATORS)))
    found = work.session.scalars(given_up.order_by(Mail.due_at.desc(), Mail.id).limit(SHOWN))
    return [_failure(work, each) for each in found]


def _may_stop(work: UnitOfWork, acts: list[list[Message]]) -> Iterator[Outgoing]:
    for messages in acts:
        first = messages[0]
        if found := stoppable_by(work, first):
            leaves = min(each.mail.due_at for each in messages if each.mail)
            name = found.group["name"] if found.group else None
            yield Outgoing(first.act_id, first.kind, leaves, len(messages), name)


def _failure(work: UnitOfWork, mail: Mail) -> Failure:
    receiver = resolve(work.session, mail.person_id)
    known = None if receiver is None or receiver.gone else receiver
    return Failure(mail.id, mail.kind, mail.person_id, known, mail.reason or "", mail.attempts, mail.due_at)
