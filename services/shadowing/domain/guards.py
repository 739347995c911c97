"""The guards and conditions that `process.py` names. A guard raises what is wrong; a condition is true or false."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.shadowing.domain import errors
from services.shadowing.domain.days import Day, DayRules, check_day, check_days
from services.shadowing.domain.definition import Deadline
from services.shadowing.domain.process import THE_SEEDS


@dataclass(frozen=True)
class Facts:
    """What the guards may look at. A command fills in what its own rows need."""

    now: datetime
    today: date
    call_open: bool = False
    same_person: bool = False
    inside_call: bool = True
    pair_exists: bool = False
    formed: bool = False
    version: int = 0  # newest saved version of the form; 0: none
    seen_version: int = 0  # version that the person had before their eyes
    other_ready: bool = False  # the other party has accepted this version, or sent their own form
    sent_already: bool = False
    supervisors_named: bool = False
    supervisor_is_party: bool = False
    time_reserved: bool = False
    days: tuple[date, ...] = ()
    rules: DayRules | None = None
    day: Day | None = None
    new_date: date | None = None
    statements: tuple[str | None, ...] = ()
    submitted_on: date | None = None
    criteria: tuple[str, ...] = ()
    reasons: str = ""
    quota: int | None = None
    approved_in_call: int = 0
    withdrawn_at: datetime | None = None
    withdrew_oneself: bool = False
    deadlines: Mapping[str, Deadline] = field(default_factory=lambda: THE_SEEDS.deadlines)


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


GUARDS: dict[str, Callable[[Facts], None]] = {
    guard.__name__: guard
    for guard in (
        call_open,
        two_people,
        not_twice,
        not_formed,
        formed,
        written,
        current_version,
        supervisor_outside_pair,
        supervisors_named,
        days_fit,
        days_ahead,
        criteria_met,
        supervisors_support,
        place_free,
        reasons_given,
        time_reserved,
        goals_reported,
        first_day_reached,
        last_day_passed,
        day_has_come,
        day_was_missed,
        not_sent_yet,
        undo_in_time,
    )
}
CONDITIONS: dict[str, Callable[[Facts], bool]] = {"other_ready": lambda facts: facts.other_ready}
