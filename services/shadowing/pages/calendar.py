"""The days of one's own periods as a calendar to subscribe to (RFC 5545), by a secret address.

An entry's UID never changes. No name of anybody, and no text but the place.
"""

from datetime import UTC, datetime, timedelta

from icalendar import Event

from services.shadowing import commands, queries
from services.shadowing.domain.forms import METHODS
from services.shadowing.pages.doors import Place, action, routes
from services.shadowing.queries.calendar import Entry
from shared.clock import HELSINKI
from shared.feeds import calendar_file
from shared.web import Download, Redirect, anyone
from shared.web.i18n import gettext as _
from shared.web.i18n import speaking
from shared.web.request import Request
from shared.work import UnitOfWork

WAYS = dict(METHODS)


@routes.page("/shadowing/calendar/<secret>.ics", access=anyone)
def calendar(request: Request, work: UnitOfWork, secret: str) -> Download:
    person, entries = queries.calendar_of(work, secret)
    with speaking(person.language):
        events = [_event(request, work.network.slug, each) for each in entries]
        body = calendar_file("shadowing", _("Days of pair periods"), events)
    return Download(body, "text/calendar; charset=utf-8", "pair-periods.ics", inline=True)


@action("/calendar")
def make_calendar(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.renew_feed(work)
    return place.after("calendar_made")


@action("/calendar/end")
def end_calendar(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.end_feed(work)
    return place.after("calendar_ended")


def _event(request: Request, network: str, entry: Entry) -> Event:
    day, found = entry.day, Event()
    found.add("uid", f"{day.id}@{network}.vertaisverkko")
    found.add("sequence", entry.version // 1_000_000 % 2**31)
    found.add("dtstamp", datetime.fromtimestamp(entry.version // 1_000_000, UTC))
    if day.starts and day.ends:
        found.add("dtstart", datetime.combine(day.date, day.starts, HELSINKI))
        found.add("dtend", datetime.combine(day.date, day.ends, HELSINKI))
    else:
        found.add("dtstart", day.date)
        found.add("dtend", day.date + timedelta(days=1))
    found.add("summary", _summary(entry))
    if day.place:
        found.add("location", day.place)
    found.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    found.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    found.add("url", f"{request.base_url}/shadowing/periods/{entry.period_id}")
    return found


def _summary(entry: Entry) -> str:
    text = _("Pair period")
    if entry.day.method:
        text = f"{text}: {_(WAYS[entry.day.method])}"
    return _("Cancelled: {day}", day=text) if entry.cancelled else text
