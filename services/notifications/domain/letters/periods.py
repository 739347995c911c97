"""Letters about a pair period, to the two colleagues, their "
"supervisors and the decider; never with names or texts."""

from services.notifications.domain.letter import Bullets, Facts, Letter, Paragraph, Words
from services.notifications.domain.letters.material import Material


def pair_help(m: Material) -> Letter:
    """N36: to the one who runs the call, at once; who it is stands on the desk."""
    _ = m.gettext
    return m.letter(
        _("Somebody looks for a pair and asks for your help"),
        Paragraph(
            _(
                "Somebody who would like to do a pair period has not found a partner and asks for your help. "
                "Who it is stands on the desk of the pair periods, after sign-in."
            )
        ),
    )


def pair_invitation(m: Material) -> Letter:
    """N37: a colleague invites; who it is stands behind the link."""
    _ = m.gettext
    return m.letter(
        _("Invitation to be a work pair"),
        Paragraph(
            _(
                "A colleague invites you to a pair period: up to five working "
                "days in each other's work, planned together."
            )
        ),
        m.action("accept_invitation", _("See who invites you, and answer")),
        Paragraph(
            _(
                "Accepting binds you to nothing yet: you plan the period together, and "
                "your supervisors are asked before it is decided."
            )
        ),
    )


def application_for_supervisor(m: Material) -> Letter:
    """N38: the supervisor's statement."""
    _ = m.gettext
    return m.letter(
        _("New pair period application: your statement is awaited"),
        Paragraph(
            _(
                "One of your staff has planned a pair period with a colleague. "
                "Your statement is needed for the decision."
            )
        ),
        days_of(m),
        m.action("statement", _("Read the plan, and answer")),
        Paragraph(_("You need not sign in. You answer once; the goals will reach you for reading.")),
    )


def period_approved(m: Material) -> Letter:
    """N40: the decision."""
    _ = m.gettext
    due = m.situation.record["goals_due_on"]
    next_step = _("Next: agree on your goals together and send the goals form by {date}. The period starts after that.")
    later = _("Next: agree on your goals together. You get a mail when the goals form is open.")
    return m.letter(
        _("Your pair period is approved"),
        Paragraph(_("Your pair period is approved.")),
        days_of(m),
        Paragraph(next_step.format(date=m.day(due)) if due else later),
        m.action("period", _("Open your period's page")),
    )


def period_in_reserve(m: Material) -> Letter:
    """N40 where all places are taken: approved, and waits for one (H46)."""
    _ = m.gettext
    return m.letter(
        _("Your pair period is approved in reserve"),
        Paragraph(
            _("All places are taken now. If one becomes free, it goes to the first in reserve, and you get a new mail.")
        ),
        m.action("period", _("See your turn")),
    )


def period_place_free(m: Material) -> Letter:
    """A place became free for the first in reserve; who decides has not decided yet (H46)."""
    _ = m.gettext
    return m.letter(
        _("A place became free: it is your turn"),
        Paragraph(_("You are next in reserve. The application is decided on now, and you get a mail of the decision.")),
        days_of(m),
        m.action("period", _("See your plan")),
        Paragraph(_("If the days do not suit you any more, say so on the same page: the place then goes to the next.")),
    )


def period_rejected(m: Material) -> Letter:
    """N41: the decision; its reasons are on the pair's page."""
    _ = m.gettext
    return m.letter(
        _("Decision on your pair period application"),
        Paragraph(_("Your pair period was not approved this time. The reasons are on your period's page.")),
        m.action("period", _("Read the decision")),
    )


def goals_due(m: Material) -> Letter:
    """N42: the goals form is open."""
    _ = m.gettext
    due = m.situation.record["goals_due_on"]
    subject = _("Fill in the goals form by {date}") if due else _("Fill in the goals form")
    return m.letter(
        subject.format(date=m.day(due)) if due else subject,
        Paragraph(_("Fill in the goals form together. It is already filled with what you wrote in the plan.")),
        days_of(m),
        m.action("period", _("Open the goals form")),
        Paragraph(_("The period cannot start before the goals are reported.")),
    )


def goals_for_supervisor(m: Material) -> Letter:
    """N43: for reading."""
    _ = m.gettext
    return m.letter(
        _("The goals of a pair period are ready to read"),
        Paragraph(
            _(
                "The pair has reported the goals of their period. You took part in "
                "setting them; nothing more is asked of you now."
            )
        ),
        days_of(m),
        m.action("statement", _("Read the goals")),
    )


def day_missed(m: Material) -> Letter:
    """N45: a fact, without blame."""
    _ = m.gettext
    return m.letter(
        _("An agreed day of a pair period was not kept"),
        Paragraph(_("It was reported that an agreed day was not kept. A new day can be chosen on the period's page.")),
        days_of(m),
        m.action("period", _("Open your period's page")),
    )


def followup_due(m: Material) -> Letter:
    """N47: one form per party."""
    _ = m.gettext
    due = m.situation.record["followup_due_on"]
    text = _("Please fill in your own follow-up form by {date}: five questions, about ten minutes.")
    return m.letter(
        _("Fill in the follow-up form"),
        Paragraph(_("The days of your pair period are over. We hope that they were good!")),
        Paragraph(text.format(date=m.day(due))) if due else None,
        m.action("followup", _("Fill in the follow-up form")),
        Paragraph(_("Under each question you see who will read your answer.")),
    )


def followup_late(m: Material) -> Letter:
    """N48: a week after the day by which it was asked, only to whoever has not sent it."""
    _ = m.gettext
    return m.letter(
        _("Your follow-up form is still missing"),
        Paragraph(
            _(
                "Your pair period counts as reported when both of you have sent the follow-up form. "
                "Yours has not come yet: five questions, about ten minutes."
            )
        ),
        m.action("followup", _("Fill in the follow-up form")),
        Paragraph(_("If something got in the way, a few words are enough.")),
    )


def share_what_was_learned(m: Material) -> Letter:
    """N51: a month after both forms, only while nothing has been recorded."""
    _ = m.gettext
    return m.letter(
        _("Share what you learned"),
        Paragraph(
            _(
                "What you learned in your pair period is useful to others too: in a meeting, with the team or over "
                "coffee. Have you talked about it with your supervisor, and got a time and a place for it?"
            )
        ),
        m.action("period", _("Tell how you have shared it")),
        Paragraph(_("One tick is enough. If it was not shared, you can say so.")),
    )


def talk_with_subordinate(m: Material) -> Letter:
    """N50: to the supervisor."""
    _ = m.gettext
    return m.letter(
        _("Talk with your staff member about the pair period"),
        Paragraph(_("A pair period of one of your staff is over, and both follow-up forms are in.")),
        Paragraph(
            _(
                "Please talk together about what it gave, and give a time and a place for sharing it with "
                "others. It is not an appraisal, and nothing is to be sent to us."
            )
        ),
    )


def period_withdrawn(m: Material) -> Letter:
    """N52: to both colleagues and the decider."""
    _ = m.gettext
    return m.letter(
        _("A pair period was withdrawn"),
        Paragraph(_("A pair period was withdrawn. Nothing more is asked of anybody; the days are free again.")),
        days_of(m),
    )


def days_of(m: Material) -> Bullets | Facts | None:
    """The days of the period that stand."""
    _ = m.gettext
    days = [each["date"] for each in m.situation.record["days"] if each["state"] != "missed"]
    if not days:
        return None
    if len(days) == 1:
        return Facts([(_("Day"), Words(m.weekday(days[0])))])
    return Bullets(_("Days:"), [m.weekday(each) for each in sorted(days)])


LETTERS = (
    pair_help,
    pair_invitation,
    application_for_supervisor,
    period_approved,
    period_in_reserve,
    period_place_free,
    period_rejected,
    goals_due,
    goals_for_supervisor,
    day_missed,
    followup_due,
    followup_late,
    share_what_was_learned,
    talk_with_subordinate,
    period_withdrawn,
)
