"""Calendars as subscriptions (RFC 5545): of a person, over all their groups, or of one group.

An entry's UID never changes, and holds on when the base address moves. No addresses and no names of people. The link
to meet remotely is in one's own calendar alone: the address of a group's calendar may be passed on.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from services.scheduling import queries
from services.scheduling.domain.calendar import Entry
from services.scheduling.domain.slots import Slot
from services.scheduling.queries import GroupCalendar
from shared import ics
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
        return _download([each for one in shown for each in _events(request, work, one, own=True)])


@routes.page("/scheduling/group-calendar/<secret>.ics", access=anyone)
def group_calendar(request: Request, work: UnitOfWork, secret: str) -> Download:
    shown = queries.calendar_of_group(work, secret)
    return _download([each for one in shown for each in _events(request, work, one, own=False)])


def _download(events: list[ics.Event]) -> Download:
    body = calendar_file("scheduling", _("Verme meetings"), events)
    return Download(body, "text/calendar; charset=utf-8", "verme.ics", inline=True)


def _events(request: Request, work: UnitOfWork, shown: GroupCalendar, *, own: bool) -> Iterator[ics.Event]:
    """`stamp`: when anything of the group last changed, so that an unchanged calendar is the same bytes."""
    changed = datetime.fromtimestamp(shown.dates.version // 1_000_000, UTC)
    name, url = shown.name(language()), f"{request.base_url}/scheduling/groups/{shown.group_id}"
    for entry in shown.entries:
        begins, ends = _moments(entry.slot)
        yield ics.Event(
            uid=f"{entry.id}@{work.network.slug}.vertaisverkko",
            sequence=entry.sequence,
            stamp=changed,
            begins=begins,
            ends=ends,
            summary=_summary(name, entry),
            status=entry.status.upper(),
            busy=entry.status != "cancelled" and not entry.slot.is_open,
            location=_place(shown, entry, own=own),
            url=url,
        )


def _moments(slot: Slot) -> tuple[date, date]:
    if slot.is_open:
        return slot.date, slot.date + timedelta(days=1)
    return slot.starts_at, slot.ends_at


def _summary(group: str, entry: Entry) -> str:
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


def _place(shown: GroupCalendar, entry: Entry, *, own: bool) -> str:
    at = shown.dates.where.get(entry.meeting_id) if entry.meeting_id else None
    venue, remote_url = at or (shown.venue, None)
    parts = [(venue or {}).get(key) for key in ("name", "room", "town")]
    return ", ".join(each for each in [*parts, remote_url if own else None] if each)
