"""What follows of itself: the agreement comes into force when the last one accepts, or the last one waited for leaves.

Whoever joins a group whose agreement is in force is asked too; no new version is needed (dossier D.4, H30).
"""

from services.scheduling.commands.agreement.ending import end_agreement
from services.scheduling.commands.agreement.loading import agreement_of, answers_to, bring_up_to_date
from services.scheduling.commands.belonging import people_of
from services.scheduling.commands.loading import locked_series
from services.scheduling.domain import agreement as rules
from services.scheduling.tables import Agreement, KnownGroup, Series
from shared.work import UnitOfWork


def settle_agreement(work: UnitOfWork, series: Series, agreement: Agreement) -> None:
    """Bring the agreement into force once everybody in the group has accepted it."""
    answers, version = answers_to(work, agreement.asked), agreement.asked
    if version is None or not rules.comes_into_force(agreement.state_, answers, people_of(series)):
        return
    agreement.state_ = rules.after(agreement.state_, "complete")
    agreement.in_force_number = agreement.number
    agreement.in_force_on = version.in_force_on = work.today
    work.record_history(agreement, "came_into_force", number=agreement.number)
    work.emit("agreement_came_into_force", agreement)
    if series.agreed_on is None:
        series.agreed_on = work.today
        work.emit("series_changed", series)


def follow_members(work: UnitOfWork, group: KnownGroup) -> None:
    """Ask those who have joined, and ask no more those who have left. Nothing for a group without an agreement."""
    agreement = agreement_of(work, group.id)
    if agreement is None or agreement.state_ not in rules.ASKS:
        return
    series = locked_series(work, group.id)
    work.session.refresh(agreement)
    if group.is_cancelled:
        end_agreement(work, series)
        return
    before = (set(agreement.waiting_ids), agreement.declined)
    bring_up_to_date(work, series, agreement)
    if before != (set(agreement.waiting_ids), agreement.declined):
        work.emit("agreement_asked", agreement)
    settle_agreement(work, series, agreement)
