"""A period as every list shows it: the two, the state, the days, what happens next."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.shadowing.domain.days import Day, settle, tally
from services.shadowing.domain.next_steps import Part, Situation, next_steps
from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.process import STAGE_OF
from services.shadowing.queries.names import named
from services.shadowing.tables import FormVersion, Party, Period, relations_to
from shared.clock import local_date
from shared.work import UnitOfWork

Written = Mapping[UUID, frozenset[str]]


def rows_of(
    work: UnitOfWork, periods: Collection[Period], written: Written | None = None
) -> dict[UUID, dict[str, Any]]:
    """What every list shows of periods, by id; the number of questions of the database does not grow with them.

    `written`: of which forms there is a version, where it is known already.
    """
    if written is None:
        written = written_forms(work, [each.id for each in periods])
    turns = _turns_in_reserve(work, {each.call_id for each in periods if each.is_in_reserve})
    return {each.id: _row_of(work, each, written.get(each.id, frozenset()), turns.get(each.id)) for each in periods}


def _turns_in_reserve(work: UnitOfWork, call_ids: Collection[UUID]) -> dict[UUID, int]:
    """Of each application in reserve its turn in the call, from 1."""
    if not call_ids:
        return {}
    turn = func.row_number().over(partition_by=Period.call_id, order_by=(Period.in_reserve_since, Period.id))
    waiting = select(Period.id, turn).where(Period.is_in_reserve, Period.call_id.in_(call_ids))
    return dict(work.session.execute(waiting).all())


def _row_of(work: UnitOfWork, period: Period, written: Iterable[str], turn: int | None) -> dict[str, Any]:
    steps = _next(work, period, set(written))
    relations, days = relations_to(work, period), days_by(period, work.today)
    return {
        "id": period.id,
        "call_id": period.call_id,
        "organisation": period.organisation,
        "kind": period.kind,
        "scope": period.scope,
        "state": period.state_name,
        "stage": period.stage,
        "parties": [brief(work, each) for each in period.parties],
        "shape": period.shape,
        "days": [vars(day) for day in days],
        "days_granted": period.days_granted,
        "additional_colleagues": period.additional_colleagues,
        "submitted_on": period.submitted_on,
        "turn_in_reserve": turn,
        "goals_due_on": period.goals_due_on,
        "followup_due_on": period.followup_due_on,
        "missed_days": sum(day.state == "missed" for day in days),
        "tally": vars(tally(days)),
        "next": steps,
        "late": any(step["by"] is not None and step["by"] < work.today for step in steps),
        "mine": bool(relations),
        "decides": "decider" in relations,
    }


def days_by(period: Period, today: date) -> tuple[Day, ...]:
    """The days; once a period goes on, those that have passed count as kept unless somebody said otherwise."""
    return settle(period.days, today) if period.stage >= STAGE_OF["in_progress"] else period.days


def brief(work: UnitOfWork, party: Party) -> dict[str, Any]:
    """A party in a line."""
    return {
        **(named(work, party.person_id) or {}),
        "organisation": party.organisation,
        "role": party.role,
        "followup_submitted": party.followup_at is not None,
    }


def written_forms(work: UnitOfWork, periods: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Of which forms each period has a version."""
    saved = select(FormVersion.period_id, FormVersion.form).where(FormVersion.period_id.in_(periods)).distinct()
    found: dict[UUID, frozenset[str]] = {}
    for period_id, form in work.session.execute(saved):
        found[period_id] = found.get(period_id, frozenset()) | {form}
    return found


def _next(work: UnitOfWork, period: Period, written: set[str]) -> list[dict[str, Any]]:
    """The next steps with the names of those who take them."""
    names: dict[int | str, str | None] = {"decider": (named(work, period.decider_id) or {}).get("name")}
    for party in period.parties:
        names[party.position] = (named(work, party.person_id) or {}).get("name")
        names[f"supervisor {party.position}"] = (named(work, party.supervisor_id) or {}).get("name")
    steps = next_steps(_situation(work, period, written))
    return [{"who": _distinct(names[each] for each in step.who), "what": step.what, "by": step.by} for step in steps]


def _distinct(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in names if each))


def _situation(work: UnitOfWork, period: Period, written: set[str]) -> Situation:
    first, second = (
        Part(
            joined=each.joined_at is not None,
            accepted_plan=each.accepted_plan is not None,
            accepted_goals=each.accepted_goals is not None,
            supervisor_known=each.supervisor_id is not None,
            supervisor_answered=each.supports is not None,
            followup_sent=each.followup_at is not None,
        )
        for each in period.parties
    )
    return Situation(
        state=period.state_name,
        parts=(first, second),
        plan_written="plan" in written,
        goals_written="goals" in written,
        days=period.dates,
        submitted_on=period.submitted_on,
        goals_due_on=period.goals_due_on,
        followup_due_on=period.followup_due_on,
        completed_on=local_date(period.completed_at) if period.completed_at else None,
        in_reserve=period.is_in_reserve,
        clarify_by=period.clarification_due_on,
        mid_term_on=period.mid_term_on,
        mid_term_checked=period.mid_term_checked_on is not None,
        goals_missing=period.goals_missing,
        **_amendment(period),
        process=process_of(work.network, period.organisation),
    )


def _amendment(period: Period) -> dict[str, Any]:
    """How far a change of the plan is, for the next steps."""
    if not period.amendment:
        return {}
    return {
        "amendment": period.amendment["state"],
        "proposed_by": period.amendment["proposed_by"],
        "amendment_answers": tuple(period.amendment["answers"]),
        "amended_on": date.fromisoformat(period.amendment["submitted_on"])
        if "submitted_on" in period.amendment
        else None,
    }
