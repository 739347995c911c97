"""The guards of the ordinary course: from the invitation to the follow-up forms."""

from services.shadowing.domain import errors
from services.shadowing.domain.days import check_day, check_days
from services.shadowing.domain.facts import Facts


def call_open(facts: Facts) -> None:
    if not facts.call_open:
        raise errors.CallNotOpen


def two_people(facts: Facts) -> None:
    if facts.same_person:
        raise errors.PairNeedsTwo
    if not facts.inside_call:
        raise errors.OutsideCall


def not_twice(facts: Facts) -> None:
    if facts.pair_exists:
        raise errors.PairExists


def not_formed(facts: Facts) -> None:
    if facts.formed:
        raise errors.AlreadyFormed


def formed(facts: Facts) -> None:
    if not facts.formed:
        raise errors.NotFormed


def written(facts: Facts) -> None:
    if not facts.version:
        raise errors.NothingWritten


def current_version(facts: Facts) -> None:
    if facts.seen_version != facts.version:
        raise errors.NewerVersionSaved


def supervisor_outside_pair(facts: Facts) -> None:
    if facts.supervisor_is_party:
        raise errors.SupervisorIsParty


def supervisors_named(facts: Facts) -> None:
    if not facts.supervisors_named:
        raise errors.SupervisorMissing


def days_fit(facts: Facts) -> None:
    if facts.rules is None:
        raise errors.NothingWritten
    if facts.new_date is None:
        check_days(facts.days, facts.rules)
    else:
        check_day(facts.new_date, facts.rules)


def days_ahead(facts: Facts) -> None:
    passed = [day for day in facts.days if day < facts.today]
    if passed:
        raise errors.DaysHavePassed(date=min(passed))


def criteria_met(facts: Facts) -> None:
    if "no" in facts.criteria:
        raise errors.CriteriaNotMet


def supervisors_support(facts: Facts) -> None:
    if "no" in facts.statements:
        raise errors.SupervisorOpposes
    if facts.submitted_on is None or None not in facts.statements:
        return
    free_from = facts.deadlines["statement"].on(facts.submitted_on)
    if facts.today < free_from:
        raise errors.StatementsMissing(date=free_from)


def place_free(facts: Facts) -> None:
    if facts.quota is not None and facts.approved_in_call >= facts.quota:
        raise errors.QuotaFull(quota=facts.quota)


def no_place_free(facts: Facts) -> None:
    if facts.quota is None or facts.approved_in_call < facts.quota:
        raise errors.PlaceIsFree


def reasons_given(facts: Facts) -> None:
    if not facts.reasons.strip():
        raise errors.ReasonsMissing


def time_reserved(facts: Facts) -> None:
    if not facts.time_reserved:
        raise errors.TimeNotReserved


def goals_reported(facts: Facts) -> None:
    """The gate: the row stands only for states in which the goals are still missing."""
    raise errors.GoalsNotReported


def first_day_reached(facts: Facts) -> None:
    if facts.today < min(facts.days):
        raise errors.FirstDayNotReached(date=min(facts.days))


def last_day_passed(facts: Facts) -> None:
    if facts.today <= max(facts.days):
        raise errors.DaysNotPassed(date=max(facts.days))


def day_has_come(facts: Facts) -> None:
    if facts.day is not None and facts.day.date > facts.today:
        raise errors.DayNotCome(date=facts.day.date)


def day_was_missed(facts: Facts) -> None:
    if facts.day is None or facts.day.state != "missed":
        raise errors.DayNotMissed


def not_sent_yet(facts: Facts) -> None:
    if facts.sent_already:
        raise errors.FormAlreadySent


def undo_in_time(facts: Facts) -> None:
    limit = facts.deadlines["undo_withdrawal"]
    if facts.withdrawn_at is None or facts.now > limit.on(facts.withdrawn_at) or not facts.withdrew_oneself:
        raise errors.UndoTooLate(hours=24 * limit.days)
    days_ahead(facts)
