"""Mails with links, sent by shadowing itself where no notifications run (decision 17).

Each waits as a timer, committed with what caused it, and is tried again until the mail server has taken it.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from services.shadowing.domain.letters import (
    DECIDER,
    DESK,
    INVITED,
    INVITER,
    PARTIES,
    SUPERVISORS,
    Letter,
    letter_of,
    letters_of,
)
from services.shadowing.tables import Period
from shared.people import links, resolve
from shared.people.mail import message, send
from shared.web.i18n import gettext as _
from shared.web.i18n import speaking, use_catalogues
from shared.work import UnitOfWork

LINK_LASTS = timedelta(days=365)


def post(work: UnitOfWork, period: Period, event: str) -> None:
    """Let those concerned get their links; nothing where notifications do it."""
    if work.network.runs("notifications"):
        return
    for letter in letters_of(event):
        for person_id in _receivers(period, letter.to):
            work.set_timer("letter", f"{event}:{letter.to}:{period.id}:{person_id}", work.now)


def send_letter(work: UnitOfWork, key: str) -> None:
    """Timer: send one. Raises OSError or smtplib.SMTPException, and is then tried again."""
    event, to, period_id, person_id = key.split(":")
    letter, person = letter_of(event, to), resolve(work.session, UUID(person_id))
    if letter is None or person is None or person.gone or not person.email:
        return
    use_catalogues(work.manifest.package)
    with speaking(person.language):
        subject, text = _(letter.subject), _text(work, letter, person.first_name, UUID(period_id), person.id)
    send(work.settings, message(work.settings, f"shadowing_{event}", person.email, subject, text))


def _text(work: UnitOfWork, letter: Letter, name: str, period_id: UUID, person_id: UUID) -> str:
    address = f"{work.settings.base_url}/shadowing/desk"
    if letter.action != DESK:
        address = links.address(work.settings, letter.action, period_id, person_id, work.now + LINK_LASTS)
    operator = work.network.operator
    help_ = _("Help: {name}, {phone}.", name=operator["name"], phone=operator["phone"])
    return "\n\n".join((_("Hello {name}!", name=name), f"{_(letter.text)}\n{address}", help_))


def _receivers(period: Period, to: str) -> Iterator[UUID]:
    parties: list[UUID | None] = [each.person_id for each in period.parties]
    supervisors = [each.supervisor_id for each in period.parties]
    found: dict[str, list[UUID | None]] = {
        SUPERVISORS: supervisors,
        PARTIES: parties,
        INVITER: parties[:1],
        INVITED: parties[1:],
        DECIDER: [period.decider_id],
    }
    yield from dict.fromkeys(each for each in found[to] if each)
