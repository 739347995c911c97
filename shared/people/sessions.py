"""Sessions: a signed cookie that says who signed in and when, in real time; nothing is stored.

It holds for 12 hours, or 30 days where the person asked to be remembered. Rights are never in it: they come from the
card at each request, and the card's `sessions_valid_from` ends every session begun before.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from shared.people.tables import Person
from shared.settings import Settings

COOKIE = "vertais_session"
SHORT = timedelta(hours=12)
LONG = timedelta(days=30)


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, when (real time), and for how long."""

    person_id: UUID
    issued_at: datetime
    remember: bool

    @property
    def lasts(self) -> timedelta:
        return LONG if self.remember else SHORT

    def holds(self, now: datetime, person: Person) -> bool:
        """Whether the session is neither over nor ended from the card."""
        ended = person.sessions_valid_from is not None and self.issued_at < person.sessions_valid_from
        return self.issued_at <= now < self.issued_at + self.lasts and not ended and not person.gone


def begin(settings: Settings, person_id: UUID, *, remember: bool, now: datetime) -> str:
    """The cookie's value for a new session."""
    content = {"p": person_id.hex, "t": now.timestamp(), "k": key_id(settings), "r": remember}
    return _serializer(settings).dumps(content)


def read(settings: Settings, value: str | None) -> SignedIn | None:
    """The session in a cookie; None for anything that is not ours."""
    if not value:
        return None
    try:
        content = _serializer(settings).loads(value)
        if content["k"] != key_id(settings):
            return None
        return SignedIn(UUID(content["p"]), datetime.fromtimestamp(content["t"], UTC), bool(content["r"]))
    except (BadData, ValueError, TypeError, KeyError):
        return None


def key_id(settings: Settings) -> str:
    """Names the key that signs, without telling it."""
    return hashlib.sha256(f"session:{settings.secret}".encode()).hexdigest()[:8]


def _serializer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret, salt="session")
