"""The end of what a group wrote: its agreement and plan end with it. `privacy.retention` deletes them in time."""

from services.scheduling.commands.agreement.loading import agreement_of
from services.scheduling.domain import agreement as rules
from services.scheduling.domain import plan as plan_rules
from services.scheduling.tables import Plan, Series
from shared.work import UnitOfWork


def end_agreement(work: UnitOfWork, series: Series) -> None:
    """Nothing for a group that wrote nothing. Safe to repeat."""
    agreement, plan = agreement_of(work, series.id), work.session.get(Plan, series.id)
    agreement = agreement if agreement and agreement.state_ != "ended" else None
    plan = plan if plan and plan.state_ != "closed" else None
    if agreement:
        agreement.state_ = rules.after(agreement.state_, "end")
        agreement.draft, agreement.waiting_ids, agreement.declined = None, [], 0
        work.emit("agreement_ended", agreement)
    if plan:
        plan.state_ = plan_rules.after(plan.state_, "close")
        work.emit("group_plan_closed", plan)
