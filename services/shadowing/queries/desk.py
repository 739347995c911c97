"""The desk of those who decide: what waits, the places of each call, and all periods page by page.

Asks a fixed number of questions of the database, however many periods there are. A member's coordinator sees where
the periods of the own people stand, and nothing that is written in them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.process import ASKED, FINAL, STAGE_OF, UNDECIDED
from services.shadowing.queries.forms import newest_of_each
from services.shadowing.queries.rows import rows_of
from services.shadowing.tables import KnownCall, Party, Period
from services.shadowing.tables.access import know_people
from shared.work import UnitOfWork

HOLDING_A_PLACE = tuple(
    state for state, stage in STAGE_OF.items() if stage > 1 and state not in (*UNDECIDED, "rejected")
)
PER_PAGE = 50
LIST = 50  # of what waits, the longest waiting first


def desk(work: UnitOfWork, state: str | None = None, page: int = 1) -> dict[str, Any]:
    """Applications, late and missed ones, places; and a page of all periods, perhaps of one state alone."""
    seen = _seen(work)
    counts = _counts(work, seen)
    shown = seen & (Period.state_name == state) if state else seen
    lists = {
        "applications": _found(work, seen & Period.state_name.in_(UNDECIDED), Period.submitted_on, LIST),
        "late": _found(work, seen & _late(work), Period.submitted_on, LIST),
        "missed": _found(work, seen & _missed(), Period.submitted_on, LIST),
        "all": _found(work, shown, Period.invited_at, PER_PAGE, (max(page, 1) - 1) * PER_PAGE),
    }
    return {
        **_rows(work, lists),
        "states": dict(counts),
        "calls": _places(work, seen),
        "state": state,
        "page": max(page, 1),
        "pages": -(-(counts[state] if state else counts.total()) // PER_PAGE),
    }


def applications(work: UnitOfWork) -> list[dict[str, Any]]:
    """The applications on which the reader decides, with plans and statements, the longest waiting first."""
    found = _found(work, _seen(work) & Period.state_name.in_(UNDECIDED), Period.submitted_on, LIST)
    rows = _rows(work, {"": found})[""]
    plans = newest_of_each(work, "plan", [each.id for each in found])
    return [
        {**row, "plan": plans.get(period.id), "statements": [party.supports for party in period.parties]}
        for row, period in zip(rows, found, strict=True)
        if row["decides"]
    ]


def _seen(work: UnitOfWork) -> ColumnElement[bool]:
    """Periods on which the reader may decide, and those of the own organisation's people for a coordinator."""
    slugs = {each.organisation for each in work.actor.roles if each.role in ("project_manager", "member_coordinator")}
    own = {each for each in slugs if work.actor.may("read", "followup_status", each)}
    return or_(Period.organisation.in_(own), Period.parties.any(Party.organisation.in_(own)))


def _late(work: UnitOfWork) -> ColumnElement[bool]:
    """What was due has not come: an answer of a supervisor, the goals form, a follow-up form."""
    today = work.today
    silent = and_(
        Period.state_name.in_(("submitted", "under_review")),
        Period.parties.any(Party.supports.is_(None)),
        _waited(work),
    )
    unclear = and_(Period.state_name == "returned_for_clarification", Period.clarification_due_on < today)
    goals = and_(Period.state_name.in_(("approved", "goals_due")), Period.goals_due_on < today)
    followup = and_(Period.state_name.in_(("followup_due", "followup_partial")), Period.followup_due_on < today)
    return or_(silent, unclear, goals, followup)


def _waited(work: UnitOfWork) -> ColumnElement[bool]:
    """The supervisors' time to answer is over, by the process of each organisation; where they are not asked, never."""
    by_days: dict[int, list[str]] = {}
    for slug in work.network.organisations:
        process = process_of(work.network, slug)
        if process.supervisors_confirm:
            by_days.setdefault(process.deadlines["statement"].days, []).append(slug)
    waited = [
        Period.organisation.in_(slugs) & (Period.submitted_on < work.today - timedelta(days=days))
        for days, slugs in by_days.items()
    ]
    return or_(false(), *waited)


def _missed() -> ColumnElement[bool]:
    return and_(Period.planned_days.contains([{"state": "missed"}]), Period.state_name.not_in(FINAL))


def _found(work: UnitOfWork, which: Any, order: Any, limit: int, offset: int = 0) -> Sequence[Period]:
    statement = select(Period).where(which).order_by(order, Period.id).limit(limit).offset(offset)
    return work.session.scalars(statement).all()


def _rows(work: UnitOfWork, lists: dict[str, Sequence[Period]]) -> dict[str, list[dict[str, Any]]]:
    periods = {each.id: each for found in lists.values() for each in found}
    know_people(work.session, periods.values())
    rows = rows_of(work, periods.values())
    return {name: [rows[each.id] for each in found] for name, found in lists.items()}


def _counts(work: UnitOfWork, seen: Any) -> Counter[str]:
    counted = select(Period.state_name, func.count()).where(seen).group_by(Period.state_name)
    return Counter(dict(work.session.execute(counted).all()))


def _places(work: UnitOfWork, seen: Any) -> list[dict[str, Any]]:
    """Each call with its places: how many there are, are taken, and are applied for."""
    counted = select(Period.call_id, Period.state_name, func.count(), func.count(Period.in_reserve_since)).where(seen)
    found: dict[UUID, Counter[str]] = {}
    reserve: Counter[UUID] = Counter()
    for call_id, state, number, kept in work.session.execute(counted.group_by(Period.call_id, Period.state_name)):
        found.setdefault(call_id, Counter())[state] += number
        reserve[call_id] += kept if state in ASKED else 0
    calls = work.session.scalars(select(KnownCall).where(KnownCall.id.in_(found), ~KnownCall.gone))
    rows = [_place(each, found[each.id], reserve[each.id]) for each in calls]
    return sorted(rows, key=lambda row: row["title"]["fi"])


def _place(call: KnownCall, states: Counter[str], in_reserve: int) -> dict[str, Any]:
    known = call.state()
    return {
        "id": call.id,
        "title": known["title"],
        "quota": known.get("quota"),
        "taken": _sum(states, HOLDING_A_PLACE),
        "applied": _sum(states, UNDECIDED),
        "in_reserve": in_reserve,
    }


def _sum(states: Counter[str], names: Iterable[str]) -> int:
    return sum(states[each] for each in names)
