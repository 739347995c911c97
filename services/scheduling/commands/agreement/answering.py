"""Accepting an agreement, or saying no to it: each for oneself, nobody asks why (dossier H31)."""

from collections.abc import Sequence
from uuid import UUID

from services.scheduling.commands.agreement.following import settle_agreement
from services.scheduling.commands.agreement.loading import bring_up_to_date, locked_agreement
from services.scheduling.commands.belonging import own_ids
from services.scheduling.domain import agreement as rules
from services.scheduling.tables import Agreement, AgreementAnswer
from shared.errors import NotFound
from shared.work import UnitOfWork


def accept_agreement(work: UnitOfWork, group_id: UUID, number: int) -> Agreement:
    """Accept the version that is proposed or in force; `number` is the one that was read. Twice is once."""
    return _answer(work, group_id, number, "accept")


def decline_agreement(work: UnitOfWork, group_id: UUID, number: int) -> Agreement:
    """Say no. Only that somebody did is told outside the group; the person may accept later."""
    return _answer(work, group_id, number, "decline")


def note_answer(work: UnitOfWork, agreement: Agreement, ids: Sequence[UUID], *, accepted: bool) -> bool:
    """Keep an answer; whether it changed anything."""
    version = agreement.asked
    if version is None:
        raise NotFound()
    given = next((each for each in version.answers if each.person_id in ids), None)
    if given and given.accepted == accepted:
        return False
    if given is None:
        given = AgreementAnswer(number=version.number, agreement_id=agreement.id, person_id=ids[0])
        version.answers.append(given)
    given.accepted, given.at = accepted, work.now
    return True


def _answer(work: UnitOfWork, group_id: UUID, number: int, act: str) -> Agreement:
    series, agreement = locked_agreement(work, group_id)
    ids = own_ids(work, series)
    agreement.state_ = rules.after(agreement.state_, act)
    rules.require_same(number, agreement.asked.number if agreement.asked else 0)
    if note_answer(work, agreement, ids, accepted=act == "accept"):
        bring_up_to_date(work, series, agreement)
        work.record_history(agreement, act, number=number)
        work.emit("agreement_accepted" if act == "accept" else "agreement_declined", agreement)
        settle_agreement(work, series, agreement)
    return agreement
