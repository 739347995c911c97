"""Calendar entries in the mails of those who choose them: one attached message (RFC 5546) for each entry.

Guaranteed: the same entry has the same UID as in the calendars to subscribe to, and the newest SEQUENCE; the only
addresses in it are the service's own and the receiver's.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from services.notifications.domain.invitations import KINDS, Invitation, invitations
from services.notifications.domain.situation import Situation
from services.notifications.tables import Preference
from shared import ics
from shared.clock import at_local
from shared.people.tables import Person
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork


def invite(work: UnitOfWork, message: EmailMessage, parts: Iterable[tuple[str, Situation]], receiver: Person) -> None:
    """Attach the entries of a mail's parts (kind and situation); in the receiver's language. Others get none."""
    chosen = work.session.get(Preference, receiver.id)
    if chosen is None or not chosen.invitations:
        return
    meant = [found for kind, found in parts if kind in KINDS]
    entries = {each.id: (found, each) for found in meant for each in invitations(found, work.today)}
    for found, entry in entries.values():
        method = "CANCEL" if entry.status == "CANCELLED" else "REQUEST"
        body = ics.calendar([_event(work, found, entry, receiver)], "notifications", method=method)
        message.add_attachment(
            body,
            maintype="text",
            subtype="calendar",
            filename=f"verme-{entry.slot.date}.ics",
            params={"method": method, "charset": "utf-8"},
        )


def _event(work: UnitOfWork, found: Situation, entry: Invitation, receiver: Person) -> ics.Event:
    begins, ends = _moments(entry)
    return ics.Event(
        uid=f"{entry.id}@{work.network.slug}.vertaisverkko",
        sequence=entry.sequence,
        stamp=work.now,
        begins=begins,
        ends=ends,
        summary=_summary(found, entry, receiver.language),
        status=entry.status,
        busy=entry.status != "CANCELLED" and not entry.is_open,
        location=", ".join(part for key in ("name", "room", "town") if (part := (entry.venue or {}).get(key))),
        organizer=work.settings.mail_from,
        attendee=receiver.email,
    )


def _moments(entry: Invitation) -> tuple[date | datetime, date | datetime]:
    slot = entry.slot
    if slot.start is None or slot.end is None:
        return slot.date, slot.date + timedelta(days=1)
    return at_local(slot.date, slot.start), at_local(slot.date, slot.end)


def _summary(found: Situation, entry: Invitation, language: str) -> str:
    names = (found.group or {})["name"]
    group = names.get(language) or names["fi"]
    if entry.number == 0 and entry.status == "CANCELLED":
        return _("{group}: the reserve date is not needed", group=group)
    if entry.number == 0:
        return _("{group}: held – only if a meeting is cancelled", group=group)
    if entry.status == "CANCELLED":
        return _("Cancelled: {group}, meeting {number}", group=group, number=entry.number)
    if entry.is_open:
        return _("{group}, meeting {number} (the time will be confirmed)", group=group, number=entry.number)
    return _("{group}, meeting {number}", group=group, number=entry.number)
