"""Open calls as a calendar (RFC 5545) and a news feed (RFC 4287), for intranets and readers; no sign-in.

An entry keeps its id for good. No person is named.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from icalendar import Calendar, Event

from services.registration.queries import calls as queries
from shared.clock import local_date
from shared.web import Download, Routes, anyone
from shared.web.formats import show_date
from shared.web.i18n import LANGUAGES, language, local, speaking
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
ATOM = "http://www.w3.org/2005/Atom"


@routes.page("/registration/calls.ics", access=anyone)
def calendar(request: Any, work: UnitOfWork) -> Download:
    with speaking(_language(request)):
        body = _calendar(request, work, queries.announced_calls(work))
    return Download(body, "text/calendar; charset=utf-8", "calls.ics", inline=True)


@routes.page("/registration/calls.atom", access=anyone)
def atom(request: Any, work: UnitOfWork) -> Download:
    with speaking(_language(request)):
        body = _feed(request, work, queries.announced_calls(work))
    return Download(body, "application/atom+xml; charset=utf-8", "calls.atom", inline=True)


def _language(request: Any) -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else request.language


def _calendar(request: Any, work: UnitOfWork, calls: list[dict[str, Any]]) -> bytes:
    found = Calendar()
    found.add("prodid", "-//Vertaisverkko//registration//FI")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Registration to verme groups and pair periods"))
    found.add("x-published-ttl", "PT6H")
    for each in calls:
        if each["closes_at"]:
            found.add_component(_deadline(request, work, each))
    return bytes(found.to_ical())


def _deadline(request: Any, work: UnitOfWork, call: dict[str, Any]) -> Event:
    day = local_date(call["closes_at"])
    found = Event()
    found.add("uid", f"{call['id']}@{work.network.slug}.vertaisverkko")
    found.add("sequence", call["changed"] // 1_000_000 % 2**31)
    found.add("dtstamp", _changed(call))
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add("summary", _("Registration ends: {title}", title=local(call["title"])))
    if call["state"] == "cancelled":
        found.add("status", "CANCELLED")
    found.add("transp", "TRANSPARENT")
    found.add("url", _address(request, call))
    return found


def _feed(request: Any, work: UnitOfWork, calls: list[dict[str, Any]]) -> bytes:
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language()})
    own = f"{request.base_url}/registration/calls"
    _add(feed, "id", f"{own}.atom")
    _add(feed, "title", _("Open calls"))
    _add(SubElement(feed, "author"), "name", str(work.network.operator["name"]))
    SubElement(feed, "link", {"rel": "self", "href": f"{own}.atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": own})
    _add(feed, "updated", max(map(_changed, calls), default=datetime(2000, 1, 1, tzinfo=UTC)).isoformat())
    for each in calls:
        _entry(feed, request, each)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Element, request: Any, call: dict[str, Any]) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", f"urn:uuid:{call['id']}")
    cancelled = call["state"] == "cancelled"
    _add(entry, "title", _("Cancelled: {title}", title=local(call["title"])) if cancelled else local(call["title"]))
    _add(entry, "updated", _changed(call).isoformat())
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _address(request, call)})
    if cancelled:
        return
    ends = _("Register by {date}.", date=show_date(call["closes_at"])) if call["closes_at"] else ""
    _add(entry, "summary", " ".join(each for each in (local(call["about"] or {}), ends) if each))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _changed(call: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(call["changed"] // 1_000_000, UTC)


def _address(request: Any, call: dict[str, Any]) -> str:
    return f"{request.base_url}/registration/calls/{call['id']}"
