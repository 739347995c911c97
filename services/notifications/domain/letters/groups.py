"""Letters about a group: a second one is proposed, it starts, its times are set, it has finished."""

from collections.abc import Sequence

from services.notifications.domain.letter import Bullets, Facts, Letter, Paragraph, Words
from services.notifications.domain.letters.material import Material


def member_withdrew(m: Material) -> Letter:
    """N17: to the mentor of a confirmed group; how many, not who."""
    _ = m.gettext
    return m.letter(
        _("A participant withdrew: {group}").format(group=m.name(m.situation)),
        Paragraph(_("A participant has withdrawn from your group. The names on the group's page are up to date.")),
        m.group_facts(m.situation),
        Paragraph(_("You need not do anything. If somebody waits for the place, it is offered to them.")),
    )


def second_group_proposed(m: Material) -> Letter:
    """N20: as many wait as a group needs."""
    _ = m.gettext
    waiting = m.situation.record["waiting"]
    return m.letter(
        _("{n} are waiting: open a second group?").format(n=waiting),
        Paragraph(_("As many people wait for a place as a group needs.")),
        m.group_facts(m.situation),
        Paragraph(
            _(
                "You can open a second group with its own dates on the desk. The "
                "places are then offered in the order of the queue."
            )
        ),
    )


def placement_proposed(m: Material) -> Letter:
    """To whoever runs the call: groups to look at, none that could be formed, or no answer; and what to do."""
    _, ngettext = m.gettext, m.ngettext
    placed, left = m.situation.record["placed"], m.situation.record["left"]
    if m.situation.state == "failed":
        return _about_placement(
            m,
            _("The groups could not be put together"),
            _("The program was to propose groups, and did not succeed. No registration is lost."),
            _("Try again on the board. If it fails again, tell whoever looks after the service."),
        )
    if not placed:
        return _about_placement(
            m,
            _("No group can be formed by these times"),
            _("The times of those who registered and of the mentors allow no group. Nobody has been told anything."),
            _("The board names for each person the reason, and the least change that would help. You can:"),
            [
                _("ask a mentor for more times, or find another mentor"),
                _("accept smaller groups, or fewer rules on who is in which group"),
                _("continue the registration"),
            ],
        )
    news = _("{placed} people have a group that meets when they can.").format(placed=placed)
    return _about_placement(
        m,
        _("The groups are proposed: look and confirm"),
        f"{news} {ngettext('{number} has none yet.', '{number} have none yet.', left)}" if left else news,
        _("Nobody has been told anything, and no seat is promised before you confirm the groups. On the board you:"),
        [
            _("see why somebody has no group, and the least change that would help"),
            _("move people, and tick those who are to stay"),
            _("let the rest be solved again, and confirm"),
        ],
    )


def _about_placement(m: Material, subject: str, news: str, next_step: str, choices: Sequence[str] = ()) -> Letter:
    _ = m.gettext
    call = m.in_language(m.situation.call["title"]) if m.situation.call else Words("")
    return m.letter(
        subject,
        Paragraph(news),
        Facts([(_("Call"), call)]),
        Bullets(next_step, choices) if choices else Paragraph(next_step),
        Paragraph(_("Sign in and open: Tasks, Putting groups together.")),
    )


def group_starts(m: Material) -> Letter:
    """N21: all dates, reserve dates, place and the group's page; to "
    "the mentor the first attendance screen too."""
    _ = m.gettext
    first = m.situation.dates()[:1]
    leads = m.action("attendance", _("Record attendance of the first meeting"))
    subject = _("The group starts on {date}") if first else _("The group starts")
    return m.letter(
        subject.format(date=m.day(first[0].date)) if first else subject,
        Paragraph(_("The group you lead is confirmed.") if leads else _("The group is confirmed. Welcome!")),
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.reserves(m.situation),
        m.action("group", _("Open the group's page: who takes part, and the dates for your calendar")),
        leads,
        Paragraph(_("You get a reminder two working days before each of the later meetings.")),
    )


def agreement_proposed(m: Material) -> Letter:
    """N25: the text is on the page alone; the link opens it without signing in."""
    _ = m.gettext
    return m.letter(
        _("Accept the agreement of your group: {group}").format(group=m.name(m.situation)),
        Paragraph(_("Your group has written an agreement. It holds when everybody in the group has accepted it.")),
        m.group_facts(m.situation),
        m.action("agreement", _("Read the agreement and accept it")),
        Paragraph(_("Only the group's members and mentor can read it: do not pass the link on.")),
    )


def times_confirmed(m: Material) -> Letter:
    """N27: one notice for all times of a series, or for one time that changed."""
    _ = m.gettext
    return m.letter(
        _("The times of the meetings are confirmed: {group}").format(group=m.name(m.situation)),
        Paragraph(_("The times of your group's meetings have been set or changed. They are now:")),
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.reserves(m.situation),
        Paragraph(_("If you use the calendar feed, your calendar is updated by itself.")),
        m.action("group", _("Open the group's page")),
    )


def group_finished(m: Material) -> Letter:
    """N24: one closing mail to the mentor."""
    _ = m.gettext
    return m.letter(
        _("The group has finished: {group}").format(group=m.name(m.situation)),
        Paragraph(_("All meetings of your group are held and recorded. Thank you for leading it!")),
        m.group_facts(m.situation),
        Paragraph(
            _(
                "Please check on the group's page that the attendance of each meeting is "
                "right. Participants get their certificates by mail."
            )
        ),
        m.action("group", _("Open the group's page")),
    )


def group_cancelled(m: Material) -> Letter:
    """N4, N23: to the mentor; its people are told one by one."""
    _ = m.gettext
    merged = m.situation.record["merged_into"] is not None
    what = (
        _("The group goes on as part of another group, and its people have moved there.")
        if merged
        else _("The group will not meet. Everybody who had registered has been told.")
    )
    subject = _("The groups are merged: {group}") if merged else _("The group is cancelled: {group}")
    return m.letter(
        subject.format(group=m.name(m.situation)),
        Paragraph(what),
        m.group_facts(m.situation),
        Paragraph(_("The meetings still to come have been removed from the calendars.")),
    )


def idea_realised(m: Material) -> Letter:
    """N57: what came of an idea that the group let out; without links, for the group may have ended long ago."""
    _ = m.gettext
    idea = m.situation.record
    facts = [
        (_("Idea"), idea["need"]),
        (_("What was carried out"), idea["realised_name"]),
        (_("When"), m.day(idea["realised_from"]) if idea["realised_from"] else None),
        (_("Where"), idea["realised_place"]),
    ]
    return m.letter(
        _("Your idea was realised: {theme}").format(theme=idea["theme"]),
        Paragraph(_("An idea that your group let out has been carried out. Thank you for it!")),
        Facts([(name, Words(value)) for name, value in facts if value]),
        Paragraph(_("A call came of it: open calls are on the pages.")) if idea["became_call_id"] else None,
    )


def bulletin(m: Material) -> Letter:
    """What somebody who runs a call wrote, line by line, and what the receiver is to the call."""
    _ = m.gettext
    why = {
        "participants": _("You get this because you take part."),
        "queue": _("You get this because you are in the queue."),
        "supervisors": _("You get this because somebody waits for your approval."),
        "mentors": _("You get this because you lead a group."),
    }
    found, call = m.situation.record, m.situation.call
    facts = [(_("Call"), m.in_language(call["title"]))] if call else []
    facts += [(_("Group"), m.in_language(m.situation.group["name"]))] if m.situation.group else []
    return m.letter(
        found["subject"],
        *(Paragraph(each) for each in found["text"].splitlines() if each.strip()),
        Facts(facts),
        Paragraph(why[found["audience"]]),
    )


LETTERS = (
    bulletin,
    idea_realised,
    group_cancelled,
    member_withdrew,
    second_group_proposed,
    placement_proposed,
    group_starts,
    agreement_proposed,
    times_confirmed,
    group_finished,
)
