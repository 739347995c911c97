"""Changes to an approved plan: proposed by one, accepted by the other, then answered by both supervisors (R163).

An accepted change of an interrupted period lets it go on. The plan as it was stays among its versions.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.shadowing.commands.planning import (
    ROLES,
    dates_of,
    day_rules,
    keep_form,
    keep_version,
    newest_version,
)
from services.shadowing.commands.steps import facts, follow, load, own_party, plain, process_for, publish
from services.shadowing.domain.days import amended, middle, open_days
from services.shadowing.domain.definition import Transition
from services.shadowing.domain.errors import AmendmentChanged, NoAmendment, NoDaysLeft
from services.shadowing.domain.facts import Facts
from services.shadowing.domain.merging import changed
from services.shadowing.domain.process import GOALS_OPEN
from services.shadowing.tables import FormVersion, Period
from services.shadowing.tables.access import canonical
from shared.work import UnitOfWork

IN_FORCE = ("period_amended", "period_resumed")


def propose_amendment(
    work: UnitOfWork, period_id: UUID, data: dict[str, Any], version: int, seen: int | None = None
) -> Period:
    """Propose a change: the plan anew, `days` being those still open; it takes the place of an earlier proposal.

    `seen` is the proposal that was read, 0 for none. Raises AmendmentChanged where there is another one by now.
    """
    period = load(work, period_id)
    if seen is not None and _state(period) == "proposed" and (period.amendment or {})["number"] != seen:
        raise AmendmentChanged
    free = open_days(period.days, work.today)
    if not free:
        raise NoDaysLeft
    rules = day_rules(work, period, data["shape"])
    fixed = frozenset(day.date for day in period.days if day not in free)
    rules = replace(rules, count=len(free), taken=rules.taken | fixed)
    dates = dates_of(data, rules.count)
    known = facts(
        work,
        amendment=_state(period),
        version=newest_version(work, period, "plan"),
        seen_version=version,
        changed=bool(changed(_as_it_is(work, period), plain(data | {"days": list(dates)}))),
        days=dates,
        rules=rules,
    )
    row = follow(work, period, "propose_amendment", known)
    number = keep_form(work, period, "amendment", data | {"days": list(dates)})
    period.amendment = {
        "number": number,
        "state": "proposed",
        "proposed_by": own_party(work, period).position,
        "proposed_on": str(work.today),
        "answers": [None, None],
    }
    return publish(work, period, row)


def take_back_amendment(work: UnitOfWork, period_id: UUID) -> Period:
    """Take a proposed change back, also one that the supervisors have not answered yet."""
    period = load(work, period_id)
    row = follow(work, period, "take_back_amendment", facts(work, amendment=_state(period)))
    period.amendment = None
    return publish(work, period, row)


def accept_amendment(work: UnitOfWork, period_id: UUID, number: int) -> Period:
    """The colleague accepts; then the supervisors are asked, if the process asks them."""
    period = load(work, period_id)
    own = own_party(work, period).position
    dates = _dates(work, period)
    rules = replace(day_rules(work, period, _said(work, period).get("shape", "")), count=len(dates))
    known = facts(
        work,
        amendment=_state(period),
        proposed_by_oneself=(period.amendment or {}).get("proposed_by") == own,
        supervisors_confirm=process_for(work, period).supervisors_confirm,
        days=dates,
        rules=rules,
    )
    row = follow(work, period, "accept_amendment", _of_number(period, number, known))
    if row.event == "amendment_submitted":
        period.amendment = {**(period.amendment or {}), "state": "submitted", "submitted_on": str(work.today)}
    return _settled(work, period, row, dates)


def answer_amendment(work: UnitOfWork, period_id: UUID, number: int, supports: str) -> Period:
    """A supervisor answers for her people; the second yes puts the change in force, a no ends it."""
    period = load(work, period_id)
    supervisor = canonical(work.session, work.actor.person_id)
    answers = list(period.amendment["answers"]) if period.amendment else []
    for party in period.parties if answers else ():
        if canonical(work.session, party.supervisor_id) == supervisor:
            answers[party.position] = supports
    dates = _dates(work, period)
    known = facts(work, amendment=_state(period), statements=tuple(answers), days=dates)
    row = follow(work, period, "answer_amendment", _of_number(period, number, known), supports=supports)
    period.amendment = {**(period.amendment or {}), "answers": answers}
    return _settled(work, period, row, dates)


def decide_amendment(work: UnitOfWork, period_id: UUID, number: int, decision: str, reasons: str = "") -> Period:
    """The one who decides puts a change in force without a silent supervisor's answer, or turns it down."""
    period = load(work, period_id)
    said, dates = period.amendment or {}, _dates(work, period)
    known = facts(
        work,
        amendment=_state(period),
        statements=tuple(said.get("answers", ())),
        submitted_on=date.fromisoformat(said["submitted_on"]) if said.get("submitted_on") else None,
        reasons=reasons,
        days=dates,
    )
    command = "approve_amendment" if decision == "approve" else "turn_down_amendment"
    row = follow(work, period, command, _of_number(period, number, known))
    keep_form(work, period, "amendment_decision", {"number": number, "decision": decision, "reasons": reasons})
    return _settled(work, period, row, dates)


def _settled(work: UnitOfWork, period: Period, row: Transition, dates: tuple[date, ...]) -> Period:
    if row.event in IN_FORCE:
        _put_in_force(work, period, dates)
    if row.event in (*IN_FORCE, "amendment_turned_down"):
        period.amendment = None
    return publish(work, period, row)


def _put_in_force(work: UnitOfWork, period: Period, dates: tuple[date, ...]) -> None:
    said = _said(work, period)
    period.days = amended(period.days, dates, work.today)
    number = newest_version(work, period, "plan") + 1
    keep_version(work, period, "plan", number, said | {"days": list(period.dates)})
    period.shape, period.kind = said["shape"], said["kind"]
    period.additional_colleagues = said.get("additional_colleagues") or 0
    for party, role in zip(period.parties, ROLES[said["visits"]], strict=True):
        party.role, party.accepted_plan = role, number
    period.interrupted_on = period.interruption = None
    if period.state_name in GOALS_OPEN:
        first = min(period.dates)
        period.goals_due_on = min(max(process_for(work, period).deadlines["goals"].on(first), work.today), first)
    if period.mid_term_on and "mid_term_due" not in period.occasions:
        period.mid_term_on = middle(period.dates)


def _as_it_is(work: UnitOfWork, period: Period) -> dict[str, Any]:
    """The plan, with the days that are still open; those called off are no days any more."""
    saved = work.session.get(FormVersion, (period.id, "plan", newest_version(work, period, "plan")))
    free = [day for day in open_days(period.days, work.today) if day.state != "called_off"]
    return {**(saved.content if saved else {}), "days": [day.date.isoformat() for day in free]}


def _said(work: UnitOfWork, period: Period) -> dict[str, Any]:
    number = period.amendment["number"] if period.amendment else 0
    saved = work.session.get(FormVersion, (period.id, "amendment", number))
    return dict(saved.content) if saved else {}


def _dates(work: UnitOfWork, period: Period) -> tuple[date, ...]:
    return tuple(date.fromisoformat(each) for each in _said(work, period).get("days", ()))


def _state(period: Period) -> str | None:
    return period.amendment["state"] if period.amendment else None


def _of_number(period: Period, number: int, known: Facts) -> Facts:
    if period.amendment is None:
        raise NoAmendment
    if period.amendment["number"] != number:
        raise AmendmentChanged
    return known
