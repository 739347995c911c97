"""The one letter a day to a supervisor: all her people that wait for an answer, without their names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from services.notifications.domain import when
from services.notifications.domain.letter import Bullets, Facts, Letter, Paragraph, Part, Words
from services.notifications.domain.letters.material import Item, Material
from services.notifications.domain.situation import Situation

BY_PHONE, INFORMED = "approved_by_phone", "N7"


def supervisor_requests(m: Material) -> Letter:
    """N6; N10 when only reminders are left to say; in the same mail N7, and approvals that were given by phone."""
    _ = m.gettext
    waiting = [item for item in m.items if item.kind not in (BY_PHONE, INFORMED)]
    by_phone = sum(item.kind == BY_PHONE for item in m.items)
    informed = _people([item for item in m.items if item.kind == INFORMED])
    by = _earliest_deadline(waiting)
    return m.letter(
        _subject(m, waiting, by, by_phone),
        Paragraph(_waiting(m, _people(waiting))) if waiting else None,
        Paragraph(_recorded_by_phone(m, by_phone)) if by_phone else None,
        Paragraph(_informed(m, informed)) if informed else None,
        *_about(m),
        *_groups(m),
        m.action("approve_registrations", _answer(m, waiting)),
        Paragraph(_what_if_nothing(m, by)) if by else None,
        Paragraph(
            _(
                "You need not sign in. The same link works for later requests too, and you "
                "can change an answer until the group is confirmed."
            )
        )
        if waiting or by_phone
        else None,
    )


def _people(items: Sequence[Item]) -> int:
    return len({item.situation.id for item in items})


def _earliest_deadline(items: Sequence[Item]) -> datetime | None:
    return min((by for item in items if (by := item.situation.record["approve_by"])), default=None)


def _subject(m: Material, waiting: Sequence[Item], by: datetime | None, by_phone: int) -> str:
    _ = m.gettext
    if not waiting and not by_phone:
        return _("Your staff take part in a peer group")
    if not waiting:
        return _("An approval that you gave by phone was recorded")
    reminder = all(item.kind == "N10" for item in waiting)
    if by is None:
        return _("Reminder: your approval is awaited") if reminder else _("Your approval is awaited")
    subject = _("Reminder: approve participation by {moment}") if reminder else _("Approve participation by {moment}")
    return subject.format(moment=when.moment(by, m.language))


def _waiting(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "One of your staff has registered for a peer group and needs your answer.",
        "{number} of your staff have registered for a peer group and need your answer.",
        count,
    )


def _recorded_by_phone(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "The coordinator has recorded one approval that you gave by phone. If it is wrong, change it by the link.",
        "The coordinator has recorded {number} approvals that you gave by "
        "phone. If one is wrong, change it by the link.",
        count,
    )


def _informed(m: Material, count: int) -> str:
    ngettext = m.ngettext
    return ngettext(
        "One of your staff has registered for a peer group. Your employer asks no approval: you need not answer.",
        "{number} of your staff have registered for a peer group. Your employer asks no approval: you need not answer.",
        count,
    )


def _answer(m: Material, waiting: Sequence[Item]) -> str:
    _ = m.gettext
    return _("See who it is about, and answer") if waiting or _by_phone(m) else _("See who it is about")


def _by_phone(m: Material) -> bool:
    return any(item.kind == BY_PHONE for item in m.items)


def _about(m: Material) -> Iterator[Part]:
    _ = m.gettext
    yield Bullets(
        _("Verme in three lines:"),
        [
            _("A group of 5 to 9 colleagues from several workplaces meets a few times with a trained mentor."),
            _("They learn from each other's experience; what is said stays in the group."),
            _("Taking part is free of charge and working time; the employer takes care of travel costs."),
        ],
    )


def _groups(m: Material) -> Iterator[Part]:
    situations = {item.situation.id: item.situation for item in m.items}.values()
    waiting = Counter(each.group["id"] for each in situations if each.group)
    shown: dict[object, Situation] = {each.group["id"]: each for each in situations if each.group}
    for group_id, situation in shown.items():
        yield Facts([*m.group_facts(situation).rows, _how_many(m, waiting[group_id])])
        if dates := m.dates(situation):
            yield dates


def _how_many(m: Material, count: int) -> tuple[str, Words]:
    _ = m.gettext
    return _("Of your staff"), Words(str(count))


def _what_if_nothing(m: Material, by: datetime) -> str:
    _ = m.gettext
    text = _("If you do not answer, the registration expires on {moment}. You get one reminder before that.")
    return text.format(moment=when.moment(by, m.language))


LETTERS = (supervisor_requests,)
