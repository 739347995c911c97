"""Writing an agreement: anybody in the group drafts, the mentor proposes. A coordinator sees none of it."""

from typing import Any
from uuid import UUID

from services.scheduling.commands.agreement.answering import note_answer
from services.scheduling.commands.agreement.following import settle_agreement
from services.scheduling.commands.agreement.loading import agreement_of, bring_up_to_date, locked_agreement
from services.scheduling.commands.belonging import own_ids, require_inside, require_mentor
from services.scheduling.commands.loading import locked_series, require_open
from services.scheduling.domain import agreement as rules
from services.scheduling.tables import Agreement, AgreementVersion, Series
from shared.work import UnitOfWork

BEGUN = {"draft": "agreement_drafted", "amended": "agreement_amended"}


def write_agreement(work: UnitOfWork, group_id: UUID, text: dict[str, Any], revision: int) -> Agreement:
    """Save the text that is being written. `revision`: what the writer has seen, 0 for none."""
    series = locked_series(work, group_id)
    require_inside(work, series, "agreement_text")
    require_open(series)
    agreement = agreement_of(work, group_id) or _blank(series)
    rules.require_same(revision, agreement.revision)
    before, new = agreement.state_, not agreement.version
    agreement.state_ = rules.after(before, "write")
    agreement.draft, agreement.revision = text, revision + 1
    work.session.add(agreement)
    if new or before != agreement.state_:
        work.record_history(agreement, BEGUN[agreement.state_])
        work.emit(BEGUN[agreement.state_], agreement)
    return agreement


def propose_agreement(work: UnitOfWork, group_id: UUID) -> Agreement:
    """Freeze the text as a version and ask everybody; the mentor who proposes accepts it by that."""
    series, agreement = locked_agreement(work, group_id)
    require_mentor(work, series)
    require_open(series)
    state = rules.after(agreement.state_, "propose")
    rules.require_complete(agreement.draft or {})
    agreement.state_, agreement.number = state, agreement.number + 1
    agreement.versions.append(
        AgreementVersion(number=agreement.number, text=agreement.draft, proposed_at=work.now, answers=[])
    )
    agreement.draft = None
    note_answer(work, agreement, own_ids(work, series), accepted=True)
    bring_up_to_date(work, series, agreement)
    work.record_history(agreement, "proposed", number=agreement.number)
    work.emit("agreement_proposed", agreement)
    settle_agreement(work, series, agreement)
    return agreement


def take_back_agreement(work: UnitOfWork, group_id: UUID) -> Agreement:
    """Go on writing what was proposed; what was said to it counts no more."""
    series, agreement = locked_agreement(work, group_id)
    require_mentor(work, series)
    agreement.state_ = rules.after(agreement.state_, "take_back", stands=agreement.in_force_number is not None)
    version = agreement.asked
    if version:
        agreement.draft = version.text
        agreement.revision += 1
        agreement.versions.remove(version)
    bring_up_to_date(work, series, agreement)
    work.record_history(agreement, "taken_back", number=agreement.number)
    work.emit("agreement_taken_back", agreement)
    return agreement


def drop_agreement_draft(work: UnitOfWork, group_id: UUID) -> None:
    """Give up an amendment, or forget a first draft altogether: the text stays on paper."""
    series, agreement = locked_agreement(work, group_id)
    require_mentor(work, series)
    state = rules.after(agreement.state_, "drop")
    if state == "ended":
        work.bury(agreement)
        return
    agreement.state_, agreement.draft = state, None
    work.record_history(agreement, "amendment_dropped")
    work.emit("agreement_amendment_dropped", agreement)


def _blank(series: Series) -> Agreement:
    return Agreement(
        group_id=series.id,
        organisation=series.organisation,
        call_id=series.call_id,
        state_="draft",
        number=0,
        waiting_ids=[],
        declined=0,
        revision=0,
        versions=[],
    )
