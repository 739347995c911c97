"""What is not the ordinary course, as its reader may see it: questions to the pair, changes, endings."""

from collections.abc import Collection
from typing import Any

from services.shadowing.domain.days import open_days
from services.shadowing.queries.forms import newest, versions
from services.shadowing.tables import FormVersion, Period
from shared.work import UnitOfWork


def changes_of(work: UnitOfWork, period: Period, read: Collection[str]) -> dict[str, Any]:
    """Interruption, questions, an amendment, the mid-term check; `read`: forms that the reader may read."""
    return {
        "interrupted_on": period.interrupted_on,
        "interruption": period.interruption,
        "started_without_goals": period.started_because is not None,
        "goals_missing": period.goals_missing,
        "clarification_due_on": period.clarification_due_on,
        "mid_term_on": period.mid_term_on,
        "mid_term_checked_on": period.mid_term_checked_on,
        "clarifications": versions(work, period, "clarification") if "clarification" in read else [],
        "mid_term": newest(work, period, "mid_term") if "mid_term" in read else None,
        "cancellation": newest(work, period, "cancellation") if "cancellation" in read else None,
        "amendment": _amendment(work, period) if "amendment" in read else None,
        "amendment_decision": newest(work, period, "amendment_decision") if "amendment_decision" in read else None,
    }


def _amendment(work: UnitOfWork, period: Period) -> dict[str, Any] | None:
    """A change that is being accepted, beside the plan as it is; `days` of both are those still open."""
    if not period.amendment:
        return None
    proposed = work.session.get_one(FormVersion, (period.id, "amendment", period.amendment["number"]))
    plan = newest(work, period, "plan")
    open_ones = [day for day in open_days(period.days, work.today) if day.state != "called_off"]
    return {
        **period.amendment,
        "answers_now": {**(plan["answers"] if plan else {}), "days": [day.date.isoformat() for day in open_ones]},
        "answers_proposed": proposed.content,
    }
