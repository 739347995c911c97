"""The end of what a group wrote: its agreement and plan end with it, and are deleted a year later (dossier C.6)."""

from uuid import UUID

from sqlalchemy import delete, select

from services.scheduling.commands.agreement.loading import agreement_of
from services.scheduling.domain import agreement as rules
from services.scheduling.domain import plan as plan_rules
from services.scheduling.tables import IdeaNote, Plan, Series
from shared.work import UnitOfWork


def end_agreement(work: UnitOfWork, series: Series) -> None:
    """Nothing for a group that wrote nothing. Safe to repeat: the year begins once."""
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
    noted = select(IdeaNote.id).where(IdeaNote.group_id == series.id).limit(1)
    if agreement or plan or (series.state_ == "finished" and work.session.scalar(noted)):
        work.set_timer("agreement_kept", series.id, work.now + rules.KEPT)


def forget_agreement(work: UnitOfWork, group_id: UUID) -> None:
    """Delete every text; that there was an agreement, and when, stays. Safe to repeat."""
    agreement = agreement_of(work, group_id)
    if agreement and agreement.state_ == "ended":
        agreement.versions.clear()
        agreement.draft = None
    work.session.execute(delete(IdeaNote).where(IdeaNote.group_id == group_id))
    plan = work.session.get(Plan, group_id)
    if plan and plan.state_ == "closed":
        plan.desired_outcome, plan.questions, plan.methods = None, [], []
        plan.themes.clear()
