"""Writing a mail from the newest state, when it leaves: what is no longer true or wanted is left out.

Guaranteed: the same mail has the same Message-ID each time it is written. The letter names its receiver and the
contact person, nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from services.notifications.commands.inviting import invite
from services.notifications.commands.telling import receiver_of, switched_off
from services.notifications.domain import letters
from services.notifications.domain.rule import LinkRule, Rule
from services.notifications.domain.rules import rule
from services.notifications.domain.situation import Situation
from services.notifications.tables import Mail, Message
from services.notifications.tables.situations import situation
from shared.people import resolve
from shared.people.links import PATHS, mint
from shared.people.tables import Person
from shared.web import i18n
from shared.work import UnitOfWork

PACKAGE = "services.notifications"


@dataclass(frozen=True)
class Part:
    """A message that still holds, with its row of the table."""

    message: Message
    rule: Rule
    situation: Situation


def write(work: UnitOfWork, mail: Mail) -> EmailMessage | None:
    """The mail as it is to be sent now; None when nothing of it is left to say. Raises NotYet."""
    receiver = receiver_of(work, mail.person_id)
    parts = [part for each in mail.messages if receiver and (part := _part(work, each))]
    if not receiver or not parts:
        return None
    contact = _contact(work, parts[0].situation, receiver)
    letter = _letter(work, mail, receiver, contact, parts)
    mail.subject = letter.subject
    message = EmailMessage(policy=SMTP)
    _address(work, message, mail, receiver, contact)
    _say_what_it_is(work, message, mail, parts, receiver)
    message["Subject"] = letter.subject
    message["Content-Language"] = letter.language
    message.set_content(letter.text())
    message.add_alternative(letter.html(), subtype="html")
    with i18n.speaking(receiver.language):
        invite(work, message, [(each.message.kind, each.situation) for each in parts], receiver)
    return message


def _part(work: UnitOfWork, message: Message) -> Part | None:
    found = None if message.stopped else situation(work.session, message.aggregate, message.record_id)
    if found is None:
        return None
    row = rule(message.kind, message.aggregate, message.occasion)
    concerned = {person.id for each in row.concerns(found) if (person := resolve(work.session, each))}
    wanted = message.person_id in concerned and not switched_off(work, row, message.person_id)
    return Part(message, row, found) if wanted else None


def _letter(
    work: UnitOfWork, mail: Mail, receiver: Person, contact: Person | None, parts: list[Part]
) -> letters.Letter:
    i18n.use_catalogues(PACKAGE)
    with i18n.speaking(receiver.language):
        material = letters.Material(
            receiver=_card(receiver),
            items=[_item(work, each, receiver) for each in parts],
            contact=_card(contact) if contact else None,
            operator=f"{work.network.operator['name']}, {work.network.operator['phone']}",
            service=_sender_name(work, receiver.language),
            gettext=i18n.gettext,
            ngettext=i18n.ngettext,
        )
        return letters.LETTERS[mail.letter](material)


def _item(work: UnitOfWork, part: Part, receiver: Person) -> letters.Item:
    return letters.Item(part.message.kind, part.message.occasion, part.situation, _links(work, part, receiver))


def _links(work: UnitOfWork, part: Part, receiver: Person) -> Mapping[str, str]:
    return {
        each.action: _link(work, part.situation, each, receiver.id)
        for each in part.rule.links
        if each.to is None or receiver.id in each.to(part.situation)
    }


def _link(work: UnitOfWork, found: Situation, link: LinkRule, person_id: UUID) -> str:
    """A signed address at the deployment that acts for the record in the link's service."""
    path = PATHS[link.action]
    acting = work.network.acting(path.split("/")[1], found.organisation, work.now)
    own = acting == work.settings.deployment
    base = work.settings.base_url if own else work.network.deployments[acting].base_url.rstrip("/")
    token = mint(work.settings, link.action, link.record(found, person_id), person_id, link.expires(found))
    return base + path.format(token=token)


def _contact(work: UnitOfWork, found: Situation, receiver: Person) -> Person | None:
    """Whom to ask; nobody when the receiver is that person, or when the card has not arrived."""
    holder = found.group or found.call or found.record
    person = resolve(work.session, holder["contact_id"]) if holder.get("contact_id") else None
    return person if person and not person.gone and person.id != receiver.id else None


def _card(person: Person) -> letters.Person:
    return letters.Person(person.id, person.first_name, person.last_name, person.email, person.language)


def _sender_name(work: UnitOfWork, language: str) -> str:
    return f"Vertaisverkko {work.network.organisations[work.network.slug].name(language, work.today)}"


def _address(work: UnitOfWork, message: EmailMessage, mail: Mail, receiver: Person, contact: Person | None) -> None:
    sender = work.settings.mail_from
    message["From"] = Address(_sender_name(work, receiver.language), addr_spec=sender)
    message["To"] = Address(receiver.name, addr_spec=receiver.email)
    if contact:
        message["Reply-To"] = Address(contact.name, addr_spec=contact.email)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"


def _say_what_it_is(work: UnitOfWork, message: EmailMessage, mail: Mail, parts: list[Part], receiver: Person) -> None:
    message["Auto-Submitted"] = "auto-generated"
    message["X-Vertais-Kind"] = mail.kind
    message["X-Vertais-Date"] = work.now.isoformat()
    message["X-Vertais-Occasion"] = " ".join(sorted({str(each.message.act_id) for each in parts}))
    if parts[0].rule.can_be_switched_off and (link := _links(work, parts[0], receiver).get("reminders")):
        message["List-Unsubscribe"] = f"<{link}>"
