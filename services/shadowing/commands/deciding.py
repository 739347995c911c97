"""Stage 2: the supervisors answer, the project manager (or the coordinator of an internal call) decides."""

from typing import Any
from uuid import UUID

from services.shadowing.commands.goals import ask_if_near
from services.shadowing.commands.planning import keep_form, newest_version, review_if_answered
from services.shadowing.commands.reserve import places_taken
from services.shadowing.commands.steps import call_of, facts, follow, load, plain, process_for, publish
from services.shadowing.domain.forms import CLARIFICATION, CRITERIA
from services.shadowing.tables import Period
from services.shadowing.tables.access import canonical
from shared.work import UnitOfWork


def give_statement(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """A supervisor answers for her people in the pair; the answer can be changed until the decision."""
    period = load(work, period_id)
    row = follow(work, period, "give_statement", facts(work), supports=data["supports"])
    supervisor = canonical(work.session, work.actor.person_id)
    for party in period.parties:
        if canonical(work.session, party.supervisor_id) == supervisor:
            party.supports, party.took_part = data["supports"], data.get("took_part", False)
            party.comment, party.answered_at = data.get("comment"), work.now
    keep_form(work, period, "statement", data)
    return review_if_answered(work, publish(work, period, row))


def ask_for_clarification(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Return a plan to the pair with questions; both accept a new version that answers them."""
    period = load(work, period_id)
    questions = tuple(data.get(each.name) or "" for each in CLARIFICATION.questions)
    row = follow(work, period, "ask_for_clarification", facts(work, questions=questions))
    period.decision = period.in_reserve_since = None
    period.asked_version = newest_version(work, period, "plan")
    keep_form(work, period, "clarification", {**data, "version": period.asked_version})
    period.clarification_due_on = process_for(work, period).deadlines["clarification"].on(work.today)
    for party in period.parties:
        party.accepted_plan = None
    return publish(work, period, row)


def decide(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Approve or turn down an application by the three criteria. An approval takes a place of the call.

    Where all places are taken, it can be kept in reserve; it keeps its turn until it is decided on again (H46).
    """
    period = load(work, period_id)
    known = facts(
        work,
        criteria=tuple(data[each] for each in CRITERIA),
        reasons=data.get("reasons") or "",
        statements=tuple(each.supports for each in period.parties),
        submitted_on=period.submitted_on,
        days=period.dates,
        quota=call_of(work, period, lock=True).state().get("quota"),
        approved_in_call=places_taken(work, period.call_id),
    )
    row = follow(work, period, data["decision"], known)
    period.decision = plain(data)
    keep_form(work, period, "decision", data)
    if data["decision"] == "keep_in_reserve":
        period.in_reserve_since = period.in_reserve_since or work.now
        return publish(work, period, row)
    period.decided_at, period.in_reserve_since = work.now, None
    period.decided_by = work.actor.person_id
    if row.target != "approved":
        return publish(work, period, row)
    first = min(period.dates)
    period.days_granted = len(period.days)
    period.goals_due_on = min(max(process_for(work, period).deadlines["goals"].on(first), work.today), first)
    return ask_if_near(work, publish(work, period, row))


def tell_of_place(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: a place is free, and it is this application's turn; who decides has not decided yet."""
    period = load(work, period_id)
    return publish(work, period, follow(work, period, "tell_of_place", facts(work)))
