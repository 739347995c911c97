"""Writes iCalendar (RFC 5545 and 5546): calendars to subscribe to, and invitations by mail.

Own code, because the library that reads foreign calendars takes half a second to write 500 entries. Guaranteed:
lines of at most 75 octets that no text can break out of; UTC stamps; one fixed description of Finnish time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from shared.clock import HELSINKI

LONGEST_LINE = 75
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPECIAL = re.compile(r"[\x00-\x1f\x7f\\;,]")
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
""".splitlines()


@dataclass(frozen=True)
class Event:
    """One entry. `begins` and `ends` are both dates (whole days, the end not included) or both aware instants.

    `status`: CONFIRMED, TENTATIVE or CANCELLED. `organizer` and `attendee`: addresses, in invitations alone.
    """

    uid: str
    sequence: int
    stamp: datetime
    begins: date | datetime
    ends: date | datetime
    summary: str
    status: str
    busy: bool = True
    location: str = ""
    url: str = ""
    organizer: str = ""
    attendee: str = ""


def calendar(events: Iterable[Event], product: str, *, method: str = "PUBLISH", about: Iterable[str] = ()) -> bytes:
    """A calendar as bytes. `about`: further lines that describe it, already safe."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Vertaisverkko//{product}//FI", f"METHOD:{method}"]
    lines += [*about, *EUROPE_HELSINKI]
    for each in events:
        lines += _event(each)
    lines.append("END:VCALENDAR")
    return "\r\n".join([*map(_folded, lines), ""]).encode()


def text(value: str) -> str:
    """A text as the value of a property."""
    if SPECIAL.search(value) is None:
        return value
    plain = NOT_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART{_moment(event.begins)}"
    yield f"DTEND{_moment(event.ends)}"
    yield f"SUMMARY:{text(event.summary)}"
    if event.location:
        yield f"LOCATION:{text(event.location)}"
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"
    if event.url:
        yield f"URL:{text(event.url)}"
    if event.organizer:
        yield f"ORGANIZER:mailto:{text(event.organizer)}"
    if event.attendee:
        yield f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{text(event.attendee)}"
    yield "END:VEVENT"


def _moment(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return f";TZID=Europe/Helsinki:{value.astimezone(HELSINKI):%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{value:%Y%m%d}"


def _folded(line: str) -> str:
    """The line, broken between characters where it is too long."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    left = line.encode()
    if len(left) <= LONGEST_LINE:
        return line
    parts, room = [], LONGEST_LINE
    while len(left) > room:
        cut = room
        while left[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        parts.append(left[:cut])
        left, room = left[cut:], LONGEST_LINE - 1
    return b"\r\n ".join([*parts, left]).decode()
