"""The guards of what is not the ordinary course: clarifications, amendments, interruptions, leaving."""

from services.shadowing.domain import errors
from services.shadowing.domain.facts import Facts


def statements_waited(facts: Facts) -> None:
    """Both supervisors have answered, or had their time."""
    if facts.submitted_on and None in facts.statements:
        free_from = facts.deadlines["statement"].on(facts.submitted_on)
        if facts.today < free_from:
            raise errors.StatementsMissing(date=free_from)


def questions_asked(facts: Facts) -> None:
    if not any(each.strip() for each in facts.questions):
        raise errors.NothingAsked


def answered_anew(facts: Facts) -> None:
    if facts.version <= facts.asked_version:
        raise errors.NothingAnswered


def goals_missing(facts: Facts) -> None:
    if facts.goals_reported:
        raise errors.GoalsReportedAlready


def mid_term_reached(facts: Facts) -> None:
    if facts.mid_term_on is None:
        raise errors.NoMidTerm
    if facts.today < facts.mid_term_on:
        raise errors.MidTermNotReached(date=facts.mid_term_on)


def some_day_kept(facts: Facts) -> None:
    if not facts.days_kept:
        raise errors.NoDayKept


def no_amendment_submitted(facts: Facts) -> None:
    if facts.amendment == "submitted":
        raise errors.AmendmentWaits


def amendment_open(facts: Facts) -> None:
    if facts.amendment is None:
        raise errors.NoAmendment


def amendment_proposed(facts: Facts) -> None:
    amendment_open(facts)
    if facts.amendment != "proposed" or facts.proposed_by_oneself:
        raise errors.AmendmentNotYours


def amendment_submitted(facts: Facts) -> None:
    if facts.amendment != "submitted":
        raise errors.NoAmendment


def something_changes(facts: Facts) -> None:
    if not facts.changed:
        raise errors.NothingChanges


def not_begun(facts: Facts) -> None:
    """Stands only for states in which the period has begun."""
    raise errors.PeriodBegun


def days_to_come(facts: Facts) -> None:
    """Stands only for states in which the days are over."""
    raise errors.DaysAreDone


def still_alive(facts: Facts) -> None:
    """Stands only for states in which the period is over without having begun."""
    raise errors.PeriodIsOver


def forms_still_taken(facts: Facts) -> None:
    """Stands only for states in which the time for the follow-up forms is over."""
    raise errors.FormsClosed
