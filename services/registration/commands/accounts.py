"""Accounts that nobody uses: their owners are warned, and those who do not come are forgotten (dossier C.6).

Guaranteed: nobody is forgotten without a warning a month before, nor once they have come, or something that goes on
needs them. An address that the mail server refuses for good warns nobody; the time runs all the same.
"""

from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused
from uuid import UUID

import structlog
from sqlalchemy import select

from services.registration.commands import erasing
from services.registration.commands.account_signs import CLASS, accounts
from services.registration.domain import account
from services.registration.tables import AccountWarning
from shared.people import Person
from shared.people.mail import message, send
from shared.privacy.classes import period_of, words
from shared.web import formats
from shared.web.i18n import gettext as _
from shared.web.i18n import speaking, use_catalogues
from shared.work import UnitOfWork

TIMER = "account_warned"
REFUSED_FOR_GOOD = 500
log = structlog.get_logger("services.registration.accounts")


def review(work: UnitOfWork) -> None:
    """Each night: take back the warnings of who has come or is needed; warn who has a month left. Safe to repeat."""
    found = account.asleep(accounts(work), work.today)
    warned = {each.person_id: each for each in work.session.scalars(select(AccountWarning))}
    for person_id, row in warned.items():
        if person_id not in found or row.unused_since != found[person_id].last_sign:
            work.session.delete(row)
    work.session.flush()
    for person_id, each in found.items():
        warning = work.session.get(AccountWarning, person_id)
        if warning is None:
            warning = AccountWarning(person_id=person_id, organisation=each.organisation, unused_since=each.last_sign)
            work.session.add(warning)
        if warning.told_on is None:
            work.set_timer(TIMER, person_id, work.now)


def warn(work: UnitOfWork, person_id: UUID) -> None:
    """Mail the warning; from then on the last days run. Harmless when repeated. Raises what SMTP raises."""
    row, person = work.session.get(AccountWarning, person_id), work.session.get(Person, person_id)
    if row is None or row.told_on is not None or person is None:
        return
    try:
        send(work.settings, _mail(work, row, person))
    except SMTPRecipientsRefused as refused:
        if any(code < REFUSED_FOR_GOOD for code, _reason in refused.recipients.values()):
            raise
        log.warning("an address does not exist any more", record=str(person_id))
    row.told_on, row.kept_until = work.today, account.kept_until(work.today)


def forget(work: UnitOfWork, row: AccountWarning) -> None:
    """The time is over: the owner is forgotten everywhere, unless something has come up since the night began."""
    asleep = work.session.info.get(CLASS)
    if asleep is None:
        asleep = work.session.info[CLASS] = account.asleep(accounts(work), work.today)
    person = work.session.get(Person, row.person_id)
    found = asleep.get(row.person_id)
    if person is None or found is None or found.last_sign != row.unused_since:
        work.session.delete(row)
    else:
        erasing.erase(work, person, "retention")


def _mail(work: UnitOfWork, row: AccountWarning, person: Person) -> EmailMessage:
    use_catalogues(work.manifest.package)
    with speaking(person.language):
        day = formats.show_date(account.last_day(work.today))
        month, period = (
            f"{row.unused_since.month}/{row.unused_since.year}",
            words(period_of(work.network, CLASS, row.organisation)),
        )
        parts = [
            _("Hello {name},", name=person.first_name),
            _("your account in Vertaisverkko has not been used after {month}.", month=month),
            _("Accounts that nobody uses are removed. Time from the last use: {period}.", period=period),
            _("If you want to keep yours, sign in by {day}:", day=day),
            f"{work.settings.base_url}/registration/sign-in",
            _("If not, do nothing: your card and your choices are then erased in every part of the service."),
            _("What a duty demands of groups and pair periods is kept apart, until its time is over."),
            _("{operator}, tel. {phone}", operator=work.network.operator["name"], phone=work.network.operator["phone"]),
        ]
        subject = _("Your account is removed unless you sign in by {day}", day=day)
        return message(work.settings, "account_warning", person.email, subject, "\n\n".join(parts) + "\n")
