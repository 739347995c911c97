"""Deciding messages: an occasion becomes one message for each person concerned, and each message finds its mail.

Guaranteed: the same occasion never makes a second message for a person, whatever is repeated, late or at once.
"""

from datetime import date, datetime
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.notifications.domain.rule import Rule
from services.notifications.domain.rules import rules_for
from services.notifications.domain.situation import Happened, Situation
from services.notifications.domain.timing import microseconds
from services.notifications.tables import Mail, Message, Preference
from services.notifications.tables.situations import situation
from shared.bus import NotYet
from shared.clock import local_date
from shared.contracts.people import PersonV1
from shared.people import resolve
from shared.people.tables import Person
from shared.work import UnitOfWork


def tell(work: UnitOfWork, aggregate: str, record_id: UUID, happened: Happened) -> None:
    """Apply every rule that the occasion sets off. Raises NotYet when somebody concerned is not known yet."""
    found = situation(work.session, aggregate, record_id)
    if found is None:
        return
    for rule in rules_for(aggregate, happened.name):
        for person_id in sorted(rule.concerns(found)):
            receiver = receiver_of(work, person_id)
            if receiver and not switched_off(work, rule, receiver.id):
                _decide(work, rule, found, happened, receiver.id)


def receiver_of(work: UnitOfWork, person_id: UUID) -> Person | None:
    """The card to write to; None when the person is gone. Raises NotYet while the card has not arrived."""
    person = resolve(work.session, person_id)
    if person is None:
        raise NotYet(PersonV1, person_id)
    return None if person.gone else person


def place(work: UnitOfWork, message: Message, rule: Rule, due: datetime) -> None:
    """Put a message into the waiting mail of its bundle, or into a new one that leaves at `due`."""
    bundle = str({"person": "", "group": message.key_id, "record": message.record_id}[rule.bundle])
    values = {
        "id": uuid4(),
        "organisation": message.organisation,
        "person_id": message.person_id,
        "kind": rule.kind,
        "letter": rule.letter,
        "bundle": bundle,
        "due_at": due,
    }
    statement = insert(Mail).values(**values)
    joined = statement.on_conflict_do_update(
        index_elements=["person_id", "letter", "bundle"],
        index_where=Mail.state == "waiting",
        set_={"due_at": func.least(Mail.due_at, statement.excluded.due_at)},
    )
    mail_id = work.session.scalar(joined.returning(Mail.id))
    work.session.execute(update(Message).where(Message.id == message.id).values(mail_id=mail_id, stopped=False))
    work.session.info["wake"] = True


def _decide(work: UnitOfWork, rule: Rule, found: Situation, happened: Happened, person_id: UUID) -> None:
    key_id, key_version = _key(rule, found, happened)
    values = {
        "id": uuid4(),
        "act_id": uuid5(NAMESPACE_OID, f"{rule.kind} {key_id} {key_version}"),
        "organisation": found.organisation,
        "kind": rule.kind,
        "aggregate": found.aggregate,
        "record_id": found.id,
        "occasion": happened.name,
        "occurred_at": happened.at,
        "key_id": key_id,
        "key_version": key_version,
        "person_id": person_id,
    }
    statement = insert(Message).values(**values).on_conflict_do_nothing(constraint="uq_messages_once")
    if work.session.scalar(statement.returning(Message.id)):
        due = rule.due(happened.at, _last_sent(work, rule, person_id))
        place(work, work.session.get_one(Message, values["id"]), rule, due)


def _key(rule: Rule, found: Situation, happened: Happened) -> tuple[UUID, int]:
    """What makes a message the same one: the occurrence, the record, or the act."""
    if rule.once == "record":
        return found.id, 0
    if rule.once == "act":
        subject = found.record.get("group_id", found.id) if rule.bundle == "group" else found.id
        return subject, microseconds(happened.at)
    return found.id, happened.version


def switched_off(work: UnitOfWork, rule: Rule, person_id: UUID) -> bool:
    """Whether the person does not want what the rule sends."""
    if not rule.can_be_switched_off:
        return False
    chosen = work.session.get(Preference, person_id)
    return chosen is not None and not chosen.reminders


def _last_sent(work: UnitOfWork, rule: Rule, person_id: UUID) -> date | None:
    if rule.bundle != "person":
        return None
    latest = select(func.max(Mail.sent_at)).where(Mail.person_id == person_id, Mail.letter == rule.letter)
    sent = work.session.scalar(latest)
    return local_date(sent) if sent else None
