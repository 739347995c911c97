"""Stage 5: both send their follow-up form, what was learned is shared, and the period is closed."""

from typing import Any
from uuid import UUID

from services.shadowing.commands.planning import newest_content
from services.shadowing.commands.steps import facts, follow, load, other_party, own_party, plain, publish
from services.shadowing.domain.errors import GoalsUnanswered
from services.shadowing.domain.goals import goals_to_answer
from services.shadowing.tables import Followup, Period, Sharing
from shared.work import UnitOfWork


def submit_followup(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Send one's own follow-up form, once; the period counts as reported when both are in."""
    period = load(work, period_id)
    party = own_party(work, period)
    known = facts(
        work,
        sent_already=party.followup_at is not None,
        other_ready=other_party(period, party).followup_at is not None,
    )
    written = (newest_content(work, period, form) for form in ("goals", "plan"))
    goals, answered = goals_to_answer(*written), data["goal_attainment"]
    row = follow(work, period, "submit_followup", known)
    if len(answered) != len(goals):
        raise GoalsUnanswered(goals=len(goals), answered=len(answered))
    party.followup_at = work.now
    form = Followup(period_id=period.id, position=party.position, goals=list(goals), content=plain(data))
    form.submitted_at = work.now
    work.session.add(form)
    if row.event == "followup_completed":
        period.completed_at = work.now
    return publish(work, period, row)


def record_sharing(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Record how what was learned was shared, or why not; the first record closes the period."""
    period = load(work, period_id)
    row = follow(work, period, "record_sharing", facts(work))
    position = own_party(work, period).position
    record = work.session.get(Sharing, (period.id, position))
    if record is None:
        record = Sharing(period_id=period.id, position=position)
        work.session.add(record)
    record.recorded_at, record.content = work.now, plain(data)
    return publish(work, period, row)


def lapse(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: the time for the follow-up forms is over; the period counts as done, not reported."""
    period = load(work, period_id)
    return publish(work, period, follow(work, period, "lapse", facts(work)))


def close(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: sixty days after both follow-ups the period is closed."""
    period = load(work, period_id)
    return publish(work, period, follow(work, period, "close", facts(work)))
