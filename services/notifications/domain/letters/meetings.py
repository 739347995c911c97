"""Letters about one meeting: cancelled, moved, on again, soon, not recorded."""

from collections.abc import Iterator

from services.notifications.domain.letter import Facts, Letter, Paragraph, Part, Words
from services.notifications.domain.letters.material import Material
from services.notifications.domain.situation import Record, Slot


def meeting_cancelled(m: Material) -> Letter:
    """N28 and N29 in one: what is cancelled, and what replaces it if that is known."""
    _ = m.gettext
    situation = m.situation
    replacement = situation.meeting(situation.record["replaced_by"])
    off = (_("Cancelled"), Words(m.slot(Slot.of(situation.record))))
    if replacement is None:
        return m.letter(
            _("The meeting on {date} is cancelled").format(date=m.day(situation.record["date"])),
            Paragraph(_("A meeting of your group is cancelled. If a new date is found, you will hear of it.")),
            Facts([*m.group_facts(situation).rows, off]),
            m.dates(situation),
            m.action("group", _("Open the group's page")),
        )
    instead = (_("Instead of it"), Words(m.slot(Slot.of(replacement))))
    return m.letter(_moved_subject(m, replacement), *_moved(m, off, instead))


def _moved_subject(m: Material, replacement: Record) -> str:
    _ = m.gettext
    reserve = replacement["date"] in {each["date"] for each in m.situation.reserve_dates}
    text = _("The reserve date is taken into use: {date}") if reserve else _("The meeting is moved to {date}")
    return text.format(date=m.day(replacement["date"]))


def _moved(m: Material, off: tuple[str, Words], instead: tuple[str, Words]) -> Iterator[Part | None]:
    _ = m.gettext
    yield Paragraph(_("A meeting of your group is cancelled and takes place on another date:"))
    yield Facts([*m.group_facts(m.situation).rows, off, instead])
    yield Paragraph(_("If you use the calendar feed, your calendar is updated by itself."))
    yield m.action("group", _("Open the group's page"))


def meeting_back_on(m: Material) -> Letter:
    """A cancellation that was already told of has been undone."""
    _ = m.gettext
    day = m.day(m.situation.record["date"])
    return m.letter(
        _("The meeting on {date} takes place after all").format(date=day),
        Paragraph(_("The cancellation was undone: the meeting takes place as planned.")),
        _when_and_where(m),
        m.action("group", _("Open the group's page")),
    )


def meeting_reminder(m: Material) -> Letter:
    """N58: time and place; to the mentor the attendance screen too (N30 inside it)."""
    _ = m.gettext
    day = m.day(m.situation.record["date"])
    return m.letter(
        _("Reminder: meeting on {date}").format(date=day),
        Paragraph(_("Your group meets soon.")),
        _when_and_where(m),
        m.action("attendance", _("Record attendance, when the meeting has begun")),
        m.action("group", _("Open the group's page")),
        m.action("reminders", _("I do not want reminders")),
    )


def attendance_missing(m: Material) -> Letter:
    """N30: the nudge, only when attendance is missing on the next working day."""
    _ = m.gettext
    day = m.day(m.situation.record["date"])
    return m.letter(
        _("Record attendance: meeting on {date}").format(date=day),
        Paragraph(_("The attendance of the meeting is not recorded yet. It takes half a minute:")),
        _when_and_where(m),
        m.action("attendance", _("Record attendance")),
    )


def _when_and_where(m: Material) -> Facts:
    _ = m.gettext
    when = (_("When"), Words(m.slot(Slot.of(m.situation.record))))
    return Facts([when, *m.group_facts(m.situation).rows])


LETTERS = (meeting_cancelled, meeting_back_on, meeting_reminder, attendance_missing)
