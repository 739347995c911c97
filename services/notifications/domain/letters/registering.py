"""Letters to a person who registers: from the receipt to the certificate."""

from services.notifications.domain import when
from services.notifications.domain.letter import Letter, Paragraph
from services.notifications.domain.letters.material import Material


def registration_received(m: Material) -> Letter:
    """N5: the receipt, and the confirmation of the address."""
    _ = m.gettext
    by = m.situation.record["confirm_by"]
    deadline = _("Please confirm your registration by {moment}. We ask your supervisor only after that.")
    return m.letter(
        _("Your registration was received: confirm your e-mail address"),
        Paragraph(_("Your registration was received.")),
        m.group_facts(m.situation),
        Paragraph(deadline.format(moment=when.moment(by, m.language))) if by else None,
        m.action("confirm_registration", _("Confirm my registration")),
        Paragraph(_("Your place in the queue counts from the moment when you sent the form.")),
        Paragraph(_("If you did not register, you need not do anything: without confirmation nothing happens.")),
    )


def participation_not_approved(m: Material) -> Letter:
    """N9: the fact; the reason is on the person's own page."""
    _ = m.gettext
    return m.letter(
        _("Your participation was not approved"),
        Paragraph(_("Your supervisor did not approve your participation in this group:")),
        m.group_facts(m.situation),
        Paragraph(_("The reason is on your own page. Only you can read it.")),
        m.action("my_registration", _("Read the reason")),
        Paragraph(_("If the decision changes while registration is open, you can register again.")),
    )


def registration_expired(m: Material) -> Letter:
    """N11: expired, because the supervisor did not answer."""
    _ = m.gettext
    return m.letter(
        _("Your registration expired"),
        Paragraph(_("Your registration expired because your supervisor did not answer in time.")),
        m.group_facts(m.situation),
        m.action("my_registration", _("See your registration")),
        Paragraph(_("If your supervisor agrees after all, ask the person below whether there is still room.")),
    )


def place_confirmed(m: Material) -> Letter:
    """N12: a place is certain; the approval is part of the news."""
    _ = m.gettext
    asked = m.situation.record["approved_how"] != "not_needed"
    return m.letter(
        _("Your place is confirmed: {group}").format(group=m.name(m.situation)),
        Paragraph(_("You have a place in the group.")),
        Paragraph(_("Your supervisor has approved your participation.")) if asked else None,
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.reserves(m.situation),
        Paragraph(_("Next: when the group is confirmed, you will hear how it starts. Note the dates now.")),
        m.action("my_registration", _("See your registration, or withdraw")),
        Paragraph(_("If you cannot come, please withdraw soon: somebody else may be waiting for the place.")),
    )


def in_the_queue(m: Material) -> Letter:
    """N13: approved, and the group is full."""
    _ = m.gettext
    position = m.situation.record["queue_position"]
    subject = _("You are number {n} in the queue").format(n=position) if position else _("You are in the queue")
    return m.letter(
        subject,
        Paragraph(_("The group is full, and you are in its queue.")),
        m.group_facts(m.situation),
        Paragraph(
            _(
                "Places are offered in the order in which the forms were sent. If "
                "enough people wait, a second group can be opened."
            )
        ),
        Paragraph(_("You need not do anything: when a place is yours to take, you get a mail.")),
        m.action("my_registration", _("See your place in the queue, or withdraw")),
    )


def place_offered(m: Material) -> Letter:
    """N14: a place to take."""
    _ = m.gettext
    by = m.situation.record["offer_expires_at"]
    subject = _("A place is free: answer by {moment}") if by else _("A place is free")
    deadline = _("Take it by {moment}. After that it goes to the next in the queue.")
    return m.letter(
        subject.format(moment=when.moment(by, m.language)) if by else subject,
        Paragraph(_("A place is yours to take in this group:")),
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.reserves(m.situation),
        Paragraph(deadline.format(moment=when.moment(by, m.language))) if by else None,
        m.action("take_offer", _("Take the place, or decline")),
    )


def offer_lapsed(m: Material) -> Letter:
    """N15: the offer was not taken in time."""
    _ = m.gettext
    return m.letter(
        _("The offered place expired"),
        Paragraph(
            _(
                "The place that was offered to you expired because it was not taken in "
                "time. It was offered to the next in the queue."
            )
        ),
        m.group_facts(m.situation),
        m.action("my_registration", _("See your registration")),
    )


def withdrawal_receipt(m: Material) -> Letter:
    """The receipt of one's own withdrawal."""
    _ = m.gettext
    return m.letter(
        _("You have withdrawn your registration"),
        Paragraph(_("Your registration is withdrawn. Your place can go to the next in the queue.")),
        m.group_facts(m.situation),
        m.action("my_registration", _("See your registration")),
        Paragraph(_("If this was a mistake, open the link soon: as long as the place is free, you can take it back.")),
    )


def participation_completed(m: Material) -> Letter:
    """N19: the certificate."""
    _ = m.gettext
    return m.letter(
        _("Your certificate of attendance"),
        Paragraph(_("The group has finished. Thank you for taking part!")),
        m.group_facts(m.situation),
        m.action("certificate", _("Open your certificate of attendance")),
        Paragraph(_("The certificate shows the dates and hours that you attended. You can print it.")),
    )


def group_changed(m: Material) -> Letter:
    """N16, N23: moved to another group, alone or with everybody."""
    _ = m.gettext
    return m.letter(
        _("You have been moved to this group: {group}").format(group=m.name(m.situation)),
        Paragraph(_("Your registration now concerns this group. You do not need to register again.")),
        m.group_facts(m.situation),
        m.dates(m.situation),
        m.action("my_registration", _("See how your registration stands")),
        Paragraph(_("If the group does not suit you, tell the person below. You can also withdraw by the link.")),
    )


def no_place(m: Material) -> Letter:
    """N18, N4: the registration ended without a place, and why."""
    _ = m.gettext
    reasons = {
        "group_cancelled": _("The group will not meet, so your registration has ended."),
        "groups_merged": _("The groups were merged. You go on with your registration to the other group."),
        "group_started": _("The group has begun, and no place came free for you this time. We are sorry."),
    }
    return m.letter(
        _("Your registration has ended: {group}").format(group=m.name(m.situation)),
        Paragraph(reasons[m.situation.record["ended_because"]]),
        m.group_facts(m.situation),
        m.action("my_registration", _("See your registration, and the other groups")),
    )


LETTERS = (
    group_changed,
    no_place,
    registration_received,
    participation_not_approved,
    registration_expired,
    place_confirmed,
    in_the_queue,
    place_offered,
    offer_lapsed,
    withdrawal_receipt,
    participation_completed,
)
