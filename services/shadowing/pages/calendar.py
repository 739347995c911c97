"""The days of one's own periods as a calendar to subscribe to (RFC 5545), by a secret address.

An entry's UID never changes. No name of anybody, and no text but the place.
"""

from datetime import UTC, date, datetime, timedelta

from services.shadowing import commands, queries
from services.shadowing.domain.forms import METHODS
from services.shadowing.pages.doors import Place, action, routes
from services.shadowing.queries.calendar import Entry
from shared import ics
from shared.clock import at_local
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


def _event(request: Request, network: str, entry: Entry) -> ics.Event:
    begins, ends = _moments(entry)
    return ics.Event(
        uid=f"{entry.day.id}@{network}.vertaisverkko",
        sequence=entry.sequence,
        stamp=datetime.fromtimestamp(entry.version // 1_000_000, UTC),
        begins=begins,
        ends=ends,
        summary=_summary(entry),
        status="CANCELLED" if entry.cancelled else "CONFIRMED",
        busy=not entry.cancelled,
        location=entry.day.place or "",
        url=f"{request.base_url}/shadowing/periods/{entry.period_id}",
    )


def _moments(entry: Entry) -> tuple[date, date]:
    day = entry.day
    if day.starts and day.ends:
        return at_local(day.date, day.starts), at_local(day.date, day.ends)
    return day.date, day.date + timedelta(days=1)


def _summary(entry: Entry) -> str:
    text = _("Pair period")
    if entry.day.method:
        text = f"{text}: {_(WAYS[entry.day.method])}"
    return _("Cancelled: {day}", day=text) if entry.cancelled else text
