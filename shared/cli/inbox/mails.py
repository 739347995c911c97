"""The mails that were received: one .eml file for each Message-ID, with a note of who and how often.

A mail whose Message-ID is already there replaces it and counts as received once more.
"""

import hashlib
import json
import os
import re
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

ID = re.compile(r"[0-9a-f]{24}\Z")


@dataclass(frozen=True)
class Note:
    """What the mail itself does not say."""

    received: int
    at: str
    to: list[str]


@dataclass(frozen=True)
class Mail:
    """A stored mail, parsed when asked."""

    id: str
    note: Note
    source: bytes

    @cached_property
    def message(self) -> EmailMessage:
        parsed = message_from_bytes(self.source, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def header(self, name: str) -> str:
        return str(self.message[name] or "")

    def body(self, kind: str) -> str | None:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else None

    def attachments(self) -> list[dict[str, str | None]]:
        """Every part but the two bodies; an invitation's calendar is one of the alternatives."""
        bodies = [self.message.get_body((kind,)) for kind in ("plain", "html")]
        parts = [part for part in self.message.walk() if not part.is_multipart() and part not in bodies]
        return [{"name": part.get_filename(), "type": part.get_content_type(), "text": text_of(part)} for part in parts]

    def as_json(self) -> dict[str, Any]:
        headers = {name: str(value) for name, value in self.message.items() if name.lower().startswith("x-vertais-")}
        return {
            "id": self.id,
            "message_id": self.header("Message-ID"),
            "received": self.note.received,
            "received_at": self.note.at,
            "to": self.note.to,
            "from": self.header("From"),
            "subject": self.header("Subject"),
            "date": self.header("Date"),
            "headers": headers,
            "text": self.body("plain"),
            "html": self.body("html"),
            "attachments": self.attachments(),
        }


def text_of(part: Any) -> str | None:
    """Texts and calendars; None for the others."""
    if part.get_content_maintype() != "text" and part.get_content_type() != "application/ics":
        return None
    return str(part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8", errors="replace"))


class Mails:
    """The folder; also aiosmtpd's handler."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.keep(content, [str(receiver) for receiver in envelope.rcpt_tos])
        return "250 Kept"

    def keep(self, source: bytes, to: list[str]) -> str:
        named = message_from_bytes(source, policy=default)["Message-ID"]
        mail_id = hashlib.sha256(str(named).encode() if named else source).hexdigest()[:24]
        with self.lock:
            before = self.find(mail_id)
            received = before.note.received + 1 if before else 1
            note = Note(received, datetime.now(UTC).isoformat(), to)
            self.write(f"{mail_id}.eml", source)
            self.write(f"{mail_id}.json", json.dumps(asdict(note)).encode())
        return mail_id

    def write(self, name: str, content: bytes) -> None:
        aside = self.folder / f"{name}.new"
        aside.write_bytes(content)
        os.replace(aside, self.folder / name)

    def find(self, mail_id: str) -> Mail | None:
        note = self.folder / f"{mail_id}.json"
        if not ID.match(mail_id) or not note.exists():
            return None
        return Mail(mail_id, Note(**json.loads(note.read_text())), note.with_suffix(".eml").read_bytes())

    def list(self, to: str = "") -> list[Mail]:
        """Newest first; `to` is any part of a receiver's address."""
        with self.lock:
            found = [mail for note in self.folder.glob("*.json") if (mail := self.find(note.stem))]
        wanted = [mail for mail in found if any(to.lower() in each.lower() for each in mail.note.to)]
        return sorted(wanted, key=lambda mail: mail.note.at, reverse=True)

    def empty(self) -> None:
        with self.lock:
            for pattern in ("*.json", "*.eml"):
                for file in self.folder.glob(pattern):
                    file.unlink()
