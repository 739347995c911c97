"""Calendars as subscriptions (RFC 5545): of a person, over all their groups, or of one group.

An entry's UID never changes, and holds on when the base address moves. No addresses and no names of people. The link
to meet remotely is in one's own calendar alone: the address of a group's calendar may be passed on.
"""

from datetime import UTC, datetime, timedelta

from icalendar import Event

from services.scheduling import queries
from services.scheduling.domain.calendar import Entry
from services.scheduling.queries import GroupView
from shared.clock import HELSINKI
from shared.feeds import calendar_file
from shared.web import Download, Routes, anyone
from shared.web.i18n import gettext as _
from shared.web.i18n import language, speaking
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.page("/scheduling/calendar/<secret>.ics", access=anyone)
def calendar(request: Request, work: UnitOfWork, secret: str) -> Download:
    person, shown = queries.calendar_of(work, secret)
    with speaking(person.language):
        body = _calendar([_event(request, view, entry, own=True) for view, entry in shown])
    return Download(body, "text/calendar; charset=utf-8", "verme.ics", inline=True)


@routes.page("/scheduling/group-calendar/<secret>.ics", access=anyone)
def group_calendar(request: Request, work: UnitOfWork, secret: str) -> Download:
    view = queries.group_of_address(work, secret, "calendar")
    body = _calendar([_event(request, view, entry, own=False) for entry in queries.entries(view)])
    return Download(body, "text/calendar; charset=utf-8", "verme.ics", inline=True)


def _calendar(events: list[Event]) -> bytes:
    return calendar_file("scheduling", _("Verme meetings"), events)


def _event(request: Request, view: GroupView, entry: Entry, *, own: bool) -> Event:
    found = Event()
    found.add("uid", f"{entry.id}@{view.work.network.slug}.vertaisverkko")
    found.add("sequence", entry.sequence)
    found.add("dtstamp", _changed(view))
    _add_times(found, entry)
    found.add("summary", _summary(view, entry))
    if place := _place(view, entry, own=own):
        found.add("location", place)
    found.add("status", entry.status.upper())
    free = entry.status == "cancelled" or entry.slot.is_open
    found.add("transp", "TRANSPARENT" if free else "OPAQUE")
    found.add("url", f"{request.base_url}/scheduling/groups/{view.id}")
    return found


def _add_times(event: Event, entry: Entry) -> None:
    slot = entry.slot
    if slot.is_open:
        event.add("dtstart", slot.date)
        event.add("dtend", slot.date + timedelta(days=1))
    else:
        event.add("dtstart", slot.starts_at.astimezone(HELSINKI))
        event.add("dtend", slot.ends_at.astimezone(HELSINKI))


def _summary(view: GroupView, entry: Entry) -> str:
    group = view.name(language())
    if entry.kind == "reserve_date":
        text = _("{group}: held – only if a meeting is cancelled", group=group)
    elif entry.slot.is_open:
        text = _("{group}, meeting {number} (the time will be confirmed)", group=group, number=entry.number)
    else:
        text = _("{group}, meeting {number}", group=group, number=entry.number)
    if entry.status != "cancelled":
        return text
    if entry.kind == "reserve_date":
        return _("{group}: the reserve date is not needed", group=group)
    return _("Cancelled: {meeting}", meeting=text)


def _place(view: GroupView, entry: Entry, *, own: bool) -> str:
    meeting = view.meeting(entry.meeting_id)
    venue = (meeting.venue if meeting else view.group.data.get("venue")) or {}
    parts = [venue.get(key) for key in ("name", "room", "town")]
    return ", ".join(each for each in [*parts, meeting.remote_url if meeting and own else None] if each)


def _changed(view: GroupView) -> datetime:
    """When anything of the series last changed, so that an unchanged calendar is the same bytes."""
    newest = max(each.version for each in (view.series, *view.meetings, *view.reserve_dates))
    return datetime.fromtimestamp(newest // 1_000_000, UTC)
