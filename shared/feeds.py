"""Calendars by a secret address (RFC 5545), of whatever service keeps dates.

An address is 256 bits made of a random nonce and the deployment's secret. Whoever reads the database finds neither:
the secret is not in it, and the address is known by its hash alone. A new nonce ends the old address at once.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from icalendar import Calendar, Event, Timezone

REFRESH = timedelta(hours=6)
EUROPE_HELSINKI = """\
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:STANDARD
DTSTART:19961027T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


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


def calendar_file(producer: str, name: str, events: Iterable[Event]) -> bytes:
    """A calendar to subscribe to. The same events make the same bytes."""
    found = Calendar()
    found.add("prodid", f"-//Vertaisverkko//{producer}//FI")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    found.add_component(Timezone.from_ical(EUROPE_HELSINKI))
    for each in events:
        found.add_component(each)
    return bytes(found.to_ical())
