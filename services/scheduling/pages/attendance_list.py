"""The attendance list of a meeting as a PDF: to be signed in the room, or printed with what has been recorded."""

from datetime import datetime

from services.scheduling.queries import Sheet
from services.scheduling.queries.views import by_name
from shared.pdf import pdf
from shared.people import Person
from shared.web.formats import show_date_time, show_when
from shared.web.i18n import gettext as _
from shared.web.i18n import language


def attendance_list(sheet: Sheet) -> bytes:
    """The document, in the reader's language."""
    meeting, organiser = sheet.meeting, sheet.view.work.network.organisations.get(sheet.view.series.organisation)
    people = by_name(sheet.people)
    data = {
        "title": _("Attendance list"),
        "language": language(),
        "network": organiser.name(language(), meeting.date) if organiser else sheet.view.series.organisation,
        "facts": _facts(sheet),
        "head": [_("Name"), _("Employer"), _("Attendance"), _("Signature")],
        "rows": [_row(sheet, each) for each in people],
        "signatures": [_("Place and date"), _("The mentor's signature")],
        "note": _recorded(sheet) if meeting.state_ == "recorded" else _("Everybody who is present signs."),
    }
    return pdf("services.scheduling", "scheduling/attendance.typ", data)


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    view, meeting = sheet.view, sheet.meeting
    venue = meeting.venue or {}
    place = ", ".join(each for each in (venue.get("name"), venue.get("room"), venue.get("town")) if each)
    names = ", ".join(each.name for each in sheet.mentors)
    facts = [(_("Group"), view.name(language())), (_("Meeting"), f"{meeting.number}/{view.series.meetings_planned}")]
    facts.append((_("Date"), show_when(meeting.date, meeting.start, meeting.end)))
    facts += [(_("Place"), place)] if place else []
    facts += [(_("Mentor"), names)] if names else []
    return facts


def _row(sheet: Sheet, person: Person) -> list[str]:
    organisation = sheet.view.work.network.organisations.get(person.organisation)
    employer = organisation.name(language(), sheet.meeting.date) if organisation else person.organisation
    return [f"{person.last_name} {person.first_name}", employer, _marked(sheet, person), ""]


def _marked(sheet: Sheet, person: Person) -> str:
    mark = sheet.by_person.get(person.id)
    if mark is None:
        return ""
    texts = {"present": _("present"), "absent": _("absent"), "absent_notified": _("absent")}
    return texts.get(mark.status) or _("{minutes} minutes", minutes=mark.minutes)


def _recorded(sheet: Sheet) -> str:
    when = show_date_time(datetime.fromisoformat(sheet.meeting.occasions["attendance_recorded"]["at"]))
    minutes = sheet.meeting.held_minutes
    return _("Recorded on {when}. The meeting lasted {minutes} minutes.", when=when, minutes=minutes)
