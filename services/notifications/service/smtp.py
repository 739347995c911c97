"""Handing mails to the mail server, one connection for as many as there are.

`VERTAIS_SMTP_URL`: `smtp://`, `smtps://` or `smtp+starttls://`, with user and password where the server wants them.
"""

import smtplib
from email.message import EmailMessage
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

TIMEOUT = 15  # seconds without an answer
SERVER_GONE = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


class Unreachable(Exception):
    """The mail server does not answer, or does not let us in: no mail is to blame."""


class Refused(Exception):
    """The mail server does not take this mail; `final` when it never will. `reason` is a code and a detail."""

    def __init__(self, reason: str, *, final: bool) -> None:
        self.reason, self.final = reason, final
        super().__init__(reason)


class Connection:
    """A connection that opens with its first mail and is closed at the end of the block."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.server:
            self.server.close()

    def send(self, mail: EmailMessage) -> None:
        """Hand a mail over. Raises Unreachable or Refused."""
        self.server = self.server or self._connected()
        try:
            self.server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise Refused(f"receiver_refused {code}", final=code >= 500) from refused
        except smtplib.SMTPResponseException as answer:
            raise Refused(f"mail_refused {answer.smtp_code}", final=answer.smtp_code >= 500) from answer
        except SERVER_GONE as gone:
            self.server = None
            raise Refused(f"connection_lost {type(gone).__name__}", final=False) from gone
        except (smtplib.SMTPException, ValueError) as unfit:
            raise Refused(f"unfit {type(unfit).__name__}", final=True) from unfit

    def _connected(self) -> smtplib.SMTP:
        make = smtplib.SMTP_SSL if self.url.scheme == "smtps" else smtplib.SMTP
        try:
            server = make(self.url.hostname or "", self.url.port or 0, timeout=TIMEOUT)
            if self.url.scheme == "smtp+starttls":
                server.starttls()
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from error
        return server
