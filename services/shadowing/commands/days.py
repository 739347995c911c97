"""Stage 4: the period starts on its first day, days are moved or missed, and after the last one it is performed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.shadowing.commands.planning import day_rules, keep_form
from services.shadowing.commands.steps import facts, follow, load, process_for, publish
from services.shadowing.domain.days import Day, changed, middle, placed, settle, whole_week
from services.shadowing.domain.definition import Transition
from services.shadowing.tables import Period
from shared.errors import NotFound
from shared.work import UnitOfWork


def start(work: UnitOfWork, period_id: UUID) -> Period:
    """Start a period, on its first day at the earliest. Raises GoalsNotReported before the goals are in."""
    period = load(work, period_id)
    row = follow(work, period, "start", facts(work, days=period.dates))
    return _begun(work, period, row)


def ask_for_mid_term(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: half of a year-long period has passed."""
    period = load(work, period_id)
    return publish(work, period, follow(work, period, "ask_for_mid_term", facts(work)))


def check_mid_term(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """The pair's word on where a year-long period stands at its middle; it can be said again."""
    period = load(work, period_id)
    row = follow(work, period, "check_mid_term", facts(work, mid_term_on=period.mid_term_on))
    period.mid_term_checked_on = work.today
    keep_form(work, period, "mid_term", data)
    return publish(work, period, row)


def _begun(work: UnitOfWork, period: Period, row: Transition) -> Period:
    if period.shape == "year_long":
        period.mid_term_on = middle(period.dates)
    return publish(work, period, row)


def start_without_goals(work: UnitOfWork, period_id: UUID, reasons: str) -> Period:
    """The one who decides lets a period start whose goals form is missing, and says why."""
    period = load(work, period_id)
    row = follow(work, period, "start_without_goals", facts(work, days=period.dates, reasons=reasons))
    period.started_because = reasons
    return _begun(work, period, row)


def start_if_time(work: UnitOfWork, period: Period) -> Period:
    """Goals that come in on the first day start the period at once."""
    if period.state_name != "goals_reported" or work.today < min(period.dates):
        return period
    row = follow(work, period, "start", facts(work, days=period.dates), as_timer=True)
    return _begun(work, period, row)


def move_day(work: UnitOfWork, period_id: UUID, day_id: UUID, new_date: date) -> Period:
    """Move a planned or missed day to another date inside the call's window."""
    period, day = _load_day(work, period_id, day_id)
    rules = day_rules(work, period, "separate_days")
    others = {each.date for each in period.days if each.id != day_id}
    rules = replace(rules, taken=rules.taken | others)
    known = facts(work, day=day, new_date=new_date, rules=rules)
    moved = {"on": day.date.isoformat(), "now_on": new_date.isoformat()}
    row = follow(work, period, "move_day", known, day=str(day_id), dates=moved)
    period.days = settle(changed(period.days, day_id, "moved", new_date), work.today)
    if period.dates != whole_week(min(period.dates), len(period.dates)):
        period.shape = "separate_days"
    return publish(work, period, row)


def place_day(work: UnitOfWork, period_id: UUID, day_id: UUID, data: dict[str, Any]) -> Period:
    """Say how, where and when a day goes; with `all_days`, all that have not been kept or missed."""
    period, day = _load_day(work, period_id, day_id)
    row = follow(work, period, "place_day", facts(work), day=str(day_id))
    still_open = {each.id for each in period.days if each.state in ("planned", "moved")}
    days = {day.id} | (still_open if data.get("all_days") else set())
    arrangement = {name: data.get(name) for name in ("method", "place", "starts", "ends")}
    period.days = placed(period.days, days, arrangement)
    return publish(work, period, row)


def miss_day(work: UnitOfWork, period_id: UUID, day_id: UUID) -> Period:
    """Say that an agreed day was not kept; nobody is asked why."""
    period, day = _load_day(work, period_id, day_id)
    row = follow(work, period, "miss_day", facts(work, day=day), day=str(day_id))
    period.days = settle(changed(period.days, day_id, "missed"), work.today)
    return publish(work, period, row)


def keep_day(work: UnitOfWork, period_id: UUID, day_id: UUID) -> Period:
    """Take back that a day was missed."""
    period, day = _load_day(work, period_id, day_id)
    row = follow(work, period, "keep_day", facts(work, day=day), day=str(day_id))
    period.days = settle(changed(period.days, day_id, "planned"), work.today)
    return publish(work, period, row)


def perform(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: after the last day the period is performed, and both are asked for the follow-up form."""
    period = load(work, period_id)
    row = follow(work, period, "perform", facts(work, days=period.dates))
    period.days = settle(period.days, work.today)
    return ask_for_followup(work, publish(work, period, row), max(period.dates))


def ask_for_followup(work: UnitOfWork, period: Period, last_day: date) -> Period:
    """Both are asked for the follow-up form."""
    row = follow(work, period, "ask_for_followup", facts(work), as_timer=True)
    period.followup_due_on = process_for(work, period).deadlines["followup"].on(last_day)
    return publish(work, period, row)


def _load_day(work: UnitOfWork, period_id: UUID, day_id: UUID) -> tuple[Period, Day]:
    period = load(work, period_id)
    found = next((each for each in period.days if each.id == day_id), None)
    if found is None:
        raise NotFound
    return period, found
