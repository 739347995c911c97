"""Loading an agreement that is to change, and what everybody has said to it."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.belonging import people_of, with_later_ids
from services.scheduling.commands.loading import locked_series
from services.scheduling.domain.agreement import Answers
from services.scheduling.tables import Agreement, AgreementVersion, Series
from shared.errors import NotFound
from shared.work import UnitOfWork


def agreement_of(work: UnitOfWork, group_id: UUID) -> Agreement | None:
    """The agreement of a group whose series is locked."""
    chosen = select(Agreement).where(Agreement.group_id == group_id)
    return work.session.scalar(chosen.execution_options(populate_existing=True))


def locked_agreement(work: UnitOfWork, group_id: UUID) -> tuple[Series, Agreement]:
    """A group's series, locked, and its agreement. Raises NotFound."""
    series = locked_series(work, group_id)
    agreement = agreement_of(work, group_id)
    if agreement is None:
        raise NotFound()
    return series, agreement


def answers_to(work: UnitOfWork, version: AgreementVersion | None) -> Answers:
    """What has been said to a version, under every id that the people are known by."""
    given = version.answers if version else []
    by_answer = {said: {each.person_id for each in given if each.accepted == said} for said in (True, False)}
    return Answers(with_later_ids(work, by_answer[True]), with_later_ids(work, by_answer[False]))


def bring_up_to_date(work: UnitOfWork, series: Series, agreement: Agreement) -> Answers:
    """Note who is still asked, and how many refuse."""
    answers = answers_to(work, agreement.asked)
    asked = agreement.asked is not None and agreement.state_ != "ended"
    agreement.waiting_ids = answers.waiting(people_of(series)) if asked else []
    agreement.declined = answers.refusing(people_of(series)) if asked else 0
    return answers
