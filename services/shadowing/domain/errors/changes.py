"""What the rules refuse about clarifications, amendments, interruptions and leaving."""

from shared.errors import DomainError


class NothingAsked(DomainError):
    """A plan was returned without a question."""

    code = "nothing_asked"
    kind = "invalid"
    field = "contents"
    text = "Write at least one question to the pair."


class NothingAnswered(DomainError):
    """The plan is the one about which the questions were asked."""

    code = "nothing_answered"
    text = (
        "The plan is still the one about which you were asked. Change it so that it answers the questions, then accept."
    )


class GoalsReportedAlready(DomainError):
    """The goals are in; the period goes on."""

    code = "goals_reported_already"
    text = "The goals have been reported. If something has changed, propose a change to the plan."


class NoMidTerm(DomainError):
    """Only a year-long period has a mid-term check."""

    code = "no_mid_term"
    text = "This period has no mid-term check: only one that lasts over a year has."


class MidTermNotReached(DomainError):
    """Half of the period has not passed."""

    code = "mid_term_not_reached"
    text = "The middle of the period is on {date}. Fill in the check from that day on."


class NoDayKept(DomainError):
    """A period cannot be shortened to nothing."""

    code = "no_day_kept"
    text = "No day of the period has been kept, so there is nothing to accept as shortened. Cancel it instead."


class AmendmentWaits(DomainError):
    """A change that both have accepted waits for the supervisors."""

    code = "amendment_waits"
    text = "A change is waiting for your supervisors. Take it back first, if you want to propose another."


class NoAmendment(DomainError):
    """There is no change to answer."""

    code = "no_amendment"
    text = (
        "No proposed change is waiting: it has been decided or taken back. The period's page shows the plan as it is."
    )


class AmendmentNotYours(DomainError):
    """Whoever proposed a change does not accept it too."""

    code = "amendment_not_yours"
    text = "You have accepted this change already. It waits for somebody else."


class AmendmentChanged(DomainError):
    """Another change was proposed meanwhile."""

    code = "amendment_changed"
    text = "Another change was proposed while you were reading. Look at it before you answer."


class NothingChanges(DomainError):
    """An amendment is the plan as it is."""

    code = "nothing_changes"
    text = "This is the plan as it is. Change something before you send it to your colleague."


class NoDaysLeft(DomainError):
    """Every day of the period is over."""

    code = "no_days_left"
    text = "No day of the period is left to be changed."


class PeriodBegun(DomainError):
    """A period that has begun is interrupted, not withdrawn."""

    code = "period_begun"
    text = (
        "The period has begun, so it cannot be withdrawn. It can be interrupted on its page: the days that were kept "
        "count, and the rest can be given new dates later."
    )


class DaysAreDone(DomainError):
    """After the days there is nothing to withdraw from."""

    code = "days_are_done"
    text = (
        "The days of the period are over: there is nothing to withdraw from. Only the follow-up form is asked of you."
    )


class PeriodIsOver(DomainError):
    """Turned down, withdrawn or cancelled."""

    code = "period_is_over"
    text = "The period has ended already, and nothing more is asked of you."


class FormsClosed(DomainError):
    """The time for the follow-up forms is over."""

    code = "forms_closed"
    text = (
        "The time for follow-up forms is over, so this one cannot be taken any more. Keep what you wrote, and send it "
        "to the one who decides on periods: the address is on the period's page."
    )


class LeftThePair(DomainError):
    """Somebody else has taken the reader's place in the pair."""

    code = "left_the_pair"
    kind = "gone"
    text = "You are not in this pair any more: your colleague goes on with somebody else. Nothing is asked of you."
