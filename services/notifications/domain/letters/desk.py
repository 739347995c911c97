"""The weekly mail to those who run calls: how much that is new waits for them, by kind."""

from collections.abc import Callable, Iterator

from services.notifications.domain.letter import Bullets, Letter, Paragraph
from services.notifications.domain.letters.material import Material

Counted = Callable[[Material, int], str]


def desk(m: Material) -> Letter:
    """One line for each kind of news, in the order in which they ask for something."""
    _ = m.gettext
    return m.letter(
        _("New on your desk this week"),
        Paragraph(_("Since the last mail, this is new:")),
        Bullets(_("On your desk:"), list(_lines(m))),
        Paragraph(_("Sign in and open your tasks to see each of them.")),
    )


def _lines(m: Material) -> Iterator[str]:
    for occasion, say in LINES.items():
        count = len({item.situation.id for item in m.items if item.occasion == occasion})
        if count:
            yield say(m, count)


def _applications(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext("{number} pair period application to decide", "{number} pair period applications to decide", count)


def _places(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "a place became free: {number} pair period in reserve to decide",
        "places became free: {number} pair periods in reserve to decide",
        count,
    )


def _goals(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext("{number} goals form to read", "{number} goals forms to read", count)


def _followups(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "{number} pair period with both follow-up forms in", "{number} pair periods with both follow-up forms in", count
    )


def _closed(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "registration has ended in {number} call: check that its groups are confirmed",
        "registration has ended in {number} calls: check that their groups are confirmed",
        count,
    )


def _completed(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "{number} call has finished: its report is ready",
        "{number} calls have finished: their reports are ready",
        count,
    )


def _denied(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext("{number} registration was not approved", "{number} registrations were not approved", count)


def _expired(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "{number} registration expired without the supervisor's answer",
        "{number} registrations expired without the supervisor's answer",
        count,
    )


def _ideas(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext("{number} new idea", "{number} new ideas", count)


LINES: dict[str, Counted] = {
    "application_submitted": _applications,
    "period_place_free": _places,
    "goals_reported": _goals,
    "followup_completed": _followups,
    "call_closed": _closed,
    "call_completed": _completed,
    "supervisor_denied": _denied,
    "registration_expired": _expired,
    "idea_received": _ideas,
}
LETTERS = (desk,)
