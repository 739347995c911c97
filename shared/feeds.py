"""Calendars by a secret address (RFC 5545), of whatever service keeps dates.

An address is 256 bits made of a random nonce and the deployment's secret. Whoever reads the database finds neither:
the secret is not in it, and the address is known by its hash alone. A new nonce ends the old address at once.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from shared import ics


class Address(Protocol):
    """A row that keeps a secret address."""

    nonce: str
    token_hash: str
    made_at: datetime


Kept = TypeVar("Kept", bound=Address)


def token(secret: str, nonce: str) -> str:
    """The secret part of the address."""
    made = hmac.new(secret.encode(), f"calendar:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def hashed(token_: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(token_.encode()).hexdigest()


def fresh(secret: str, address: Kept, now: datetime, prefix: str = "") -> Kept:
    """The address with a secret that nobody has seen."""
    address.nonce = secrets.token_urlsafe(32)
    address.token_hash = hashed(token(secret, prefix + address.nonce))
    address.made_at = now
    return address


def calendar_file(producer: str, name: str, events: Iterable[ics.Event]) -> bytes:
    """A calendar to subscribe to. The same events make the same bytes."""
    about = (f"X-WR-CALNAME:{ics.text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H")
    return ics.calendar(events, producer, about=about)
