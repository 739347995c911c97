"""Mail that the kit sends by itself, straight over SMTP and outside any queue: the sign-in messages.

Sending happens after the commit, beside the request, which neither waits for it nor tells whether there was a mail.
A mail that cannot be sent is logged without its address; the person asks again.
"""

import smtplib
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from threading import Thread
from urllib.parse import unquote, urlsplit

import structlog

from shared.settings import Settings

_SECONDS = 10
log = structlog.get_logger("mail")


def message(settings: Settings, kind: str, to: str, subject: str, text: str) -> EmailMessage:
    """A plain message of the kit; `kind` goes into X-Vertais-Kind."""
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = formatdate(localtime=False, usegmt=True)
    mail["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Vertais-Kind"] = kind
    mail.set_content(text)
    return mail


def send(settings: Settings, mail: EmailMessage) -> None:
    """Send now. Raises OSError or smtplib.SMTPException, within about ten seconds."""
    address = urlsplit(settings.smtp_url)
    kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    with kind(address.hostname or "", address.port or 0, timeout=_SECONDS) as server:
        if address.scheme == "smtp+starttls":
            server.starttls()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)


def send_beside(settings: Settings, mail: EmailMessage) -> None:
    """Send in a thread of its own (a green one under eventlet)."""
    Thread(target=_send_or_log, args=(settings, mail), daemon=True).start()


def _send_or_log(settings: Settings, mail: EmailMessage) -> None:
    try:
        send(settings, mail)
    except (OSError, smtplib.SMTPException) as error:
        log.error("mail_not_sent", kind=mail["X-Vertais-Kind"], error=type(error).__name__)
