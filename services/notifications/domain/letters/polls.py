"""Letters about common times: a group is asked, is reminded, has answered; dates were added."""

from services.notifications.domain.letter import Bullets, Letter, Paragraph
from services.notifications.domain.letters.material import Material
from services.notifications.domain.situation import Slot
from shared.clock import local_date


def poll_opened(m: Material) -> Letter:
    """N33: which dates suit; the answer needs no sign-in."""
    _ = m.gettext
    return m.letter(
        _("Which dates suit you? Answer by {date}").format(date=_last_day(m)),
        Paragraph(_("Your group looks for a date that suits as many as possible.")),
        m.group_facts(m.situation),
        _asked(m),
        m.action("poll", _("Answer here, it takes a minute")),
        Paragraph(_("You can change your answers until {date}.").format(date=_last_day(m))),
    )


def poll_reminder(m: Material) -> Letter:
    """N33, the reminder: once, and only to those who have not answered."""
    _ = m.gettext
    return m.letter(
        _("Reminder: which dates suit you? Answer by {date}").format(date=_last_day(m)),
        Paragraph(_("Your answers are still missing. Without them the date is chosen by the answers of the others.")),
        m.group_facts(m.situation),
        _asked(m),
        m.action("poll", _("Answer here, it takes a minute")),
    )


def poll_closed(m: Material) -> Letter:
    """N34: to the one who asked: the answers are there, choose."""
    _ = m.gettext
    return m.letter(
        _("Choose the date: {group}").format(group=m.name(m.situation)),
        Paragraph(_("The answers are in, and at least one date suits enough people. Choose it on the page:")),
        m.group_facts(m.situation),
        m.action("poll", _("See how the dates suit")),
        Paragraph(_("The date becomes a meeting, and everybody in the group is told.")),
    )


def poll_failed(m: Material) -> Letter:
    """N35: no common time; what can be done."""
    _ = m.gettext
    choices = [
        _("ask again with other dates"),
        _("give more time to answer"),
        _("take the best date, if those who cannot come agree"),
        _("alternate two rhythms, or meet remotely"),
    ]
    return m.letter(
        _("No common time was found: {group}").format(group=m.name(m.situation)),
        Paragraph(_("The answers are in, and no date suits enough people.")),
        m.group_facts(m.situation),
        Bullets(_("You can:"), choices),
        m.action("poll", _("See how the dates suit")),
    )


def dates_added(m: Material) -> Letter:
    """N26: one notice for all dates that were added."""
    _ = m.gettext
    return m.letter(
        _("New dates for the group: {group}").format(group=m.name(m.situation)),
        Paragraph(_("Dates have been added for your group. All coming meetings are now:")),
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.reserves(m.situation),
        Paragraph(_("If you use the calendar feed, your calendar is updated by itself.")),
        m.action("group", _("Open the group's page")),
    )


def _last_day(m: Material) -> str:
    return m.day(local_date(m.situation.record["closes_at"]))


def _asked(m: Material) -> Bullets:
    _ = m.gettext
    return Bullets(_("The dates:"), [m.slot(Slot.of(each)) for each in m.situation.record["options"]])


LETTERS = (poll_opened, poll_reminder, poll_closed, poll_failed, dates_added)
