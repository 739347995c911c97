"""Letters about what is not the ordinary course of a pair period; never with names, reasons or texts."""

from services.notifications.domain.letter import Letter, Paragraph
from services.notifications.domain.letters.material import Material
from services.notifications.domain.letters.periods import days_of


def clarification_wanted(m: Material) -> Letter:
    """N39: what is asked stands on the pair's page."""
    _ = m.gettext
    return m.letter(
        _("Please clarify your plan"),
        Paragraph(
            _(
                "The one who decides would like to know more about your plan. Read what is asked, change the plan "
                "together and accept it again, in two weeks."
            )
        ),
        m.action("period", _("Read what is asked")),
    )


def period_interrupted(m: Material) -> Letter:
    """N46: to everybody of the period, without reasons."""
    _ = m.gettext
    return m.letter(
        _("A pair period was interrupted"),
        Paragraph(_("A pair period was interrupted. The days that were to come are called off.")),
        m.action("period", _("Choose new days, or end the period here")),
        m.action("statement", _("See how the period stands")),
        Paragraph(_("It can go on with new days inside the call, or be accepted with the days that were kept.")),
    )


def period_shortened(m: Material) -> Letter:
    """N46: to the supervisors; the pair is asked for the follow-up forms."""
    _ = m.gettext
    return m.letter(
        _("A pair period was accepted with fewer days"),
        Paragraph(_("An interrupted pair period of one of your staff was accepted with the days that were kept.")),
        m.action("statement", _("See how the period stands")),
    )


def mid_term(m: Material) -> Letter:
    """N53: half of a year-long period has passed."""
    _ = m.gettext
    return m.letter(
        _("Mid-term check"),
        Paragraph(
            _("Half of your pair period has passed. Look at your goals together: do the days to come serve them?")
        ),
        days_of(m),
        m.action("period", _("Make the check, one tick is enough")),
    )


def amendment_for_supervisor(m: Material) -> Letter:
    """The pair asks for a change to the accepted plan."""
    _ = m.gettext
    return m.letter(
        _("A pair asks for a change to its period"),
        Paragraph(_("A pair has agreed on a change to its accepted plan. It holds when both supervisors support it.")),
        m.action("statement", _("Read the change, and answer")),
    )


def amendment_decided(m: Material) -> Letter:
    """What became of a change."""
    _ = m.gettext
    return m.letter(
        _("The change to your pair period"),
        Paragraph(_("What you asked to change has been decided. Your period's page shows what holds now.")),
        days_of(m),
        m.action("period", _("Open your period's page")),
    )


def period_cancelled(m: Material) -> Letter:
    """N4: to everybody of the period."""
    _ = m.gettext
    return m.letter(
        _("A pair period is cancelled"),
        Paragraph(_("A pair period is cancelled. Nothing more is asked of anybody; the days are free again.")),
        days_of(m),
    )


def partner_replaced(m: Material) -> Letter:
    """To whoever is in the pair no more: nothing to do, and no reasons."""
    _ = m.gettext
    return m.letter(
        _("Your pair period goes on without you"),
        Paragraph(
            _(
                "Your colleague goes on with somebody else in the pair period that you were planning. Nothing more is "
                "asked of you, and its days are free again. The links of earlier mails about it are no longer in use."
            )
        ),
    )


LETTERS = (
    clarification_wanted,
    period_interrupted,
    period_shortened,
    mid_term,
    amendment_for_supervisor,
    amendment_decided,
    period_cancelled,
    partner_replaced,
)
