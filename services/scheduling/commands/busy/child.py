"""Reads one calendar in a process of its own, which can be killed: intervals in which somebody is busy, nothing else.

Run as a script. Standard input: a line of JSON (`since` and `until` in seconds since 1970, `address` or null,
`private` whether addresses of private networks may be read), then the calendar itself unless it is to be fetched.
Standard output: a line of JSON, `{"busy": [[begin, end], …]}` in seconds, or `{"fault": code}`.
"""

import json
import resource
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

LARGEST = 1024 * 1024
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 2
MOST = 5000
MOST_OF_ONE = 1000
LONGEST = timedelta(days=60)
PORTS = {"http": 80, "https": 443}
SECONDS_TO_ANSWER = 3
HOME = ZoneInfo("Europe/Helsinki")
Interval = tuple[datetime, datetime]


class Fault(Exception):
    """Why a calendar gives nothing; the code of one of the messages."""


def main() -> None:
    """Read, and say what was found or why not."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        given = sys.stdin.buffer.read(LARGEST + 1)
        content = fetched(asked["address"], private=asked["private"]) if asked["address"] else given
        window = (datetime.fromtimestamp(asked["since"], UTC), datetime.fromtimestamp(asked["until"], UTC))
        answer: dict[str, Any] = {"busy": [[int(b.timestamp()), int(e.timestamp())] for b, e in busy(content, *window)]}
    except Fault as fault:
        answer = {"fault": str(fault)}
    except (MemoryError, RecursionError):
        answer = {"fault": "too_heavy"}
    except Exception:
        answer = {"fault": "not_a_calendar"}
    print(json.dumps(answer))


def fetched(address: str, *, private: bool) -> bytes:
    """The calendar at an address. The name is looked up once, and nothing but what was checked is connected to."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Fault("address_refused")
    try:
        with _connection(parts, private=private) as connection:
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection.request("GET", target, headers={"Accept": "text/calendar", "Accept-Encoding": "identity"})
            return _body(connection.getresponse())
    except (OSError, HTTPException, UnicodeError) as error:
        raise Fault("not_reached") from error


def _connection(parts: SplitResult, *, private: bool) -> "_Pinned":
    port = parts.port or PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not private and not all(_is_public(each) for each in addresses):
        raise Fault("address_refused")
    return _Pinned(str(parts.hostname), port, addresses[0], secure=parts.scheme == "https")


def _is_public(address: str) -> bool:
    found = ip_address(address.split("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


class _Pinned(HTTPConnection):
    """A connection to one address, whatever the name would lead to by now."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS_TO_ANSWER)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), SECONDS_TO_ANSWER)
        self.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self._secure else plain
        )

    def __enter__(self) -> "_Pinned":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _body(response: HTTPResponse) -> bytes:
    if response.status != 200:
        raise Fault("not_reached")
    return response.read(LARGEST + 1)


def busy(content: bytes, since: datetime, until: datetime) -> list[Interval]:
    """The busy intervals of a calendar within a window, in order and joined where they touch."""
    if len(content) > LARGEST:
        raise Fault("too_large")
    from icalendar import Calendar  # imported under the limits

    calendar = Calendar.from_ical(content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    found = list(islice(_all(calendar, since, until), MOST + 1))
    if len(found) > MOST:
        raise Fault("too_many")
    return _joined(found)


def _all(calendar: Any, since: datetime, until: datetime) -> Iterator[Interval]:
    moved = {_moment(each["RECURRENCE-ID"].dt) for each in calendar.walk("VEVENT") if "RECURRENCE-ID" in each}
    for event in calendar.walk("VEVENT"):
        try:
            yield from _of_event(event, moved, since, until)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            continue  # one event that makes no sense takes nothing from the others
    for each in calendar.walk("VFREEBUSY"):
        yield from _of_free_busy(each, since, until)


def _of_event(event: Any, moved: set[datetime], since: datetime, until: datetime) -> Iterator[Interval]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return
    begin, length = _moment(event["DTSTART"].dt), _length(event)
    if not timedelta() < length <= LONGEST:
        return
    begins = [begin]
    if "RRULE" in event:
        begins = [each for each in _repeated(event, since - length, until) if each not in moved]
    yield from ((each, each + length) for each in begins if each < until and each + length > since)


def _repeated(event: Any, since: datetime, until: datetime) -> list[datetime]:
    """Local time repeats, so a lecture at 9 stays at 9 over a change of clock."""
    from dateutil.rrule import rrulestr

    start = event["DTSTART"].dt
    local = _local(start)
    zone = start.tzinfo if isinstance(start, datetime) and start.tzinfo else HOME
    rules = event["RRULE"] if isinstance(event["RRULE"], list) else [event["RRULE"]]
    left_out = {_moment(each.dt) for line in _listed(event.get("EXDATE")) for each in line.dts}
    found: set[datetime] = set()
    for rule in rules:
        text = ";".join(part for part in rule.to_ical().decode().split(";") if not part.startswith("UNTIL"))
        last = min([until, *(_moment(each) for each in rule.get("UNTIL", []))])
        times = rrulestr(text, dtstart=local).xafter(_naive(since, zone), inc=True)
        for number, each in enumerate(times):
            moment = each.replace(tzinfo=zone).astimezone(UTC)
            if moment > last:
                break
            if number >= MOST_OF_ONE:
                raise Fault("too_many")
            found.add(moment)
    return sorted(found - left_out)


def _of_free_busy(component: Any, since: datetime, until: datetime) -> Iterator[Interval]:
    for line in _listed(component.get("FREEBUSY")):
        if str(line.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for begin, end in (each if isinstance(each, tuple) else (each.dt, None) for each in _periods(line)):
            last = _moment(begin) + end if isinstance(end, timedelta) else _moment(end)
            if _moment(begin) < until and last > since and timedelta() < last - _moment(begin) <= LONGEST:
                yield _moment(begin), last


def _periods(line: Any) -> list[Any]:
    found = line.dts if hasattr(line, "dts") else [line]
    return [getattr(each, "dt", each) for each in found]


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _moment(value: Any) -> datetime:
    """An instant: a day begins at midnight in Finland, and a time without a zone is meant there."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), HOME)
    found: datetime = value.replace(tzinfo=value.tzinfo or HOME).astimezone(UTC)
    return found


def _local(value: date | datetime) -> datetime:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())


def _naive(moment: datetime, zone: Any) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _length(event: Any) -> timedelta:
    if "DTEND" in event:
        return _moment(event["DTEND"].dt) - _moment(event["DTSTART"].dt)
    if "DURATION" in event:
        found: timedelta = event["DURATION"].dt
        return found
    return timedelta(0) if isinstance(event["DTSTART"].dt, datetime) else timedelta(days=1)


def _joined(found: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


if __name__ == "__main__":
    main()
